/**
 * An authenticator made of software: what a browser and a device answer to WebAuthn's options, as JSON.
 * Source: Web Authentication Level 3, sections 5.8.1 (client data), 6.1 (authenticator data), 6.5 (attestation); RFC 9052
 * (COSE keys), RFC 8949 (CBOR).
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { keptKey } from "../../../support/kept-keys";

export interface CreationOptions {
  readonly rp: { readonly id: string };
  readonly user: { readonly id: string };
  readonly challenge: string;
}

export interface RequestOptions {
  readonly rpId: string;
  readonly challenge: string;
}

/** What a test can make go wrong. */
export interface Circumstances {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly userVerified?: boolean;
  readonly algorithm?: "ES256" | "RS256" | "EdDSA";
  readonly attestation?: "none" | "tpm";
  readonly attachment?: "platform" | "cross-platform";
  readonly counter?: number;
  readonly userHandle?: string;
}

export interface SoftwarePasskey {
  readonly id: string;
  /** For CompleteWebAuthnRegistration. */
  readonly credential: Readonly<Record<string, unknown>> & { readonly response: Readonly<Record<string, unknown>> };
  /** Answers CREDENTIAL_REQUEST_OPTIONS. The counter grows by one with each answer. */
  sign(options: RequestOptions, circumstances?: Circumstances): Assertion;
}

export interface Assertion {
  readonly id: string;
  readonly rawId: string;
  readonly type: string;
  readonly clientExtensionResults: object;
  readonly response: {
    readonly clientDataJSON: string;
    readonly authenticatorData: string;
    readonly signature: string;
    readonly userHandle: string;
  };
}

const defaultOrigin = "http://localhost:3001";

export function makePasskey(options: CreationOptions, circumstances: Circumstances = {}): SoftwarePasskey {
  const { algorithm = "ES256", attestation = "none", attachment = "platform" } = circumstances;
  const { privateKey, publicKey } = keyPair(algorithm);
  const id = randomBytes(16);
  const aaguid = Buffer.alloc(16);
  const attested = Buffer.concat([aaguid, uint16(id.length), id, coseKey(publicKey, algorithm)]);
  const authenticatorData = dataOf(circumstances.rpId ?? options.rp.id, circumstances, 0x40, 0, attested);
  const attestationObject = cborMap([
    [cborText("fmt"), cborText(attestation)],
    [cborText("attStmt"), cborMap([])],
    [cborText("authData"), cborBytes(authenticatorData)],
  ]);
  const credential = {
    id: id.toString("base64url"),
    rawId: id.toString("base64url"),
    type: "public-key",
    clientExtensionResults: {},
    authenticatorAttachment: attachment,
    response: {
      clientDataJSON: clientData("webauthn.create", options.challenge, circumstances).toString("base64url"),
      attestationObject: attestationObject.toString("base64url"),
      transports: ["internal"],
    },
  };
  let counter = 0;
  return {
    id: credential.id,
    credential,
    sign(request, changed = {}) {
      counter += 1;
      const data = dataOf(changed.rpId ?? request.rpId, changed, 0, changed.counter ?? counter);
      const client = clientData("webauthn.get", request.challenge, changed);
      const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
      return {
        id: credential.id,
        rawId: credential.rawId,
        type: "public-key",
        clientExtensionResults: {},
        response: {
          clientDataJSON: client.toString("base64url"),
          authenticatorData: data.toString("base64url"),
          signature: sign(algorithm === "EdDSA" ? null : "sha256", signed, privateKey).toString("base64url"),
          userHandle: changed.userHandle ?? options.user.id,
        },
      };
    },
  };
}

function clientData(type: string, challenge: string, { origin = defaultOrigin, ...changed }: Circumstances): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge: changed.challenge ?? challenge, origin, crossOrigin: false }));
}

/** Flags: user present, user verified unless the test says otherwise, and `more`. */
function dataOf(
  rpId: string,
  { userVerified = true }: Circumstances,
  more: number,
  counter: number,
  attested?: Buffer,
) {
  const flags = 0x01 | (userVerified ? 0x04 : 0) | more;
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  const rpIdHash = createHash("sha256").update(rpId).digest();
  return Buffer.concat([rpIdHash, Buffer.of(flags), count, attested ?? Buffer.alloc(0)]);
}

function keyPair(algorithm: "ES256" | "RS256" | "EdDSA"): { privateKey: KeyObject; publicKey: KeyObject } {
  switch (algorithm) {
    case "ES256":
      return generateKeyPairSync("ec", { namedCurve: "P-256" });
    case "RS256":
      return keptKey("stranger");
    case "EdDSA":
      return generateKeyPairSync("ed25519");
  }
}

function coseKey(publicKey: KeyObject, algorithm: "ES256" | "RS256" | "EdDSA"): Buffer {
  const { x = "", y = "", n = "", e = "" } = publicKey.export({ format: "jwk" });
  const bytes = (value: string) => cborBytes(Buffer.from(value, "base64url"));
  const [kty, alg, crv] = [1, 3, -1].map(cborInteger) as [Buffer, Buffer, Buffer];
  switch (algorithm) {
    case "ES256":
      return cborMap([
        [kty, cborInteger(2)],
        [alg, cborInteger(-7)],
        [crv, cborInteger(1)],
        [cborInteger(-2), bytes(x)],
        [cborInteger(-3), bytes(y)],
      ]);
    case "RS256":
      return cborMap([
        [kty, cborInteger(3)],
        [alg, cborInteger(-257)],
        [cborInteger(-1), bytes(n)],
        [cborInteger(-2), bytes(e)],
      ]);
    case "EdDSA":
      return cborMap([
        [kty, cborInteger(1)],
        [alg, cborInteger(-8)],
        [crv, cborInteger(6)],
        [cborInteger(-2), bytes(x)],
      ]);
  }
}

function cborHead(major: number, value: number): Buffer {
  if (value < 24) return Buffer.of((major << 5) | value);
  if (value < 256) return Buffer.of((major << 5) | 24, value);
  return Buffer.concat([Buffer.of((major << 5) | 25), uint16(value)]);
}
const cborInteger = (value: number) => (value < 0 ? cborHead(1, -1 - value) : cborHead(0, value));
const cborBytes = (value: Buffer) => Buffer.concat([cborHead(2, value.length), value]);
const cborText = (value: string) => Buffer.concat([cborHead(3, Buffer.byteLength(value)), Buffer.from(value)]);
const cborMap = (entries: readonly (readonly [Buffer, Buffer])[]) =>
  Buffer.concat([cborHead(5, entries.length), ...entries.flat()]);

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
