/** A user pool as its tokens see it: keys, JWKS and a JWT maker. Signs by hand, with no code of the product. */
import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { keptKey } from "../support/kept-keys";

export type Json = Readonly<Record<string, unknown>>;

export interface TokenKit {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly issuer: string;
  /** Of a verified user, good for an hour. */
  readonly idClaims: Json;
  readonly accessClaims: Json;
  readonly keys: PoolKeys;
  /** A JWT signed with RS256; `header` adds to alg and kid, and `undefined` takes one away. */
  sign(claims: unknown, header?: Json, key?: KeyObject): string;
  /** A good ID token, with claims added, changed, or (`undefined`) taken away. */
  idToken(changes?: Json, header?: Json): string;
}

export interface PoolKeys {
  /** Signs ID tokens, under the key id `id`. */
  readonly id: KeyObject;
  /** Signs access tokens, under the key id `access`. */
  readonly access: KeyObject;
  /** Published as well, but nothing that may be used: too short, for encryption, another algorithm. */
  readonly short: KeyObject;
  readonly encryption: KeyObject;
  readonly rs512: KeyObject;
  readonly elliptic: KeyObject;
  /** Not the pool's. */
  readonly foreign: KeyObject;
  readonly jwks: { readonly keys: readonly Json[] };
}

/** @param pool other pools sign with other keys */
export function createPoolKeys(pool = "token-kit"): PoolKeys {
  const [id, access] = [keptKey(`${pool}-id`), keptKey(`${pool}-access`)];
  const [encryption, rs512, foreign] = [keptKey("encryption"), keptKey("rs512"), keptKey("stranger")];
  const short = keptKey("stranger", 1024);
  const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = ({ publicKey }: { publicKey: KeyObject }, more: Json) => ({
    ...publicKey.export({ format: "jwk" }),
    ...more,
  });
  const signature = { alg: "RS256", use: "sig" };
  return {
    id: id.privateKey,
    access: access.privateKey,
    short: short.privateKey,
    encryption: encryption.privateKey,
    rs512: rs512.privateKey,
    elliptic: elliptic.privateKey,
    foreign: foreign.privateKey,
    jwks: {
      keys: [
        jwk(id, { ...signature, kid: "id" }),
        jwk(access, { ...signature, kid: "access" }),
        jwk(short, { ...signature, kid: "short" }),
        jwk(encryption, { alg: "RS256", use: "enc", kid: "encryption" }),
        jwk(rs512, { alg: "RS512", use: "sig", kid: "rs512" }),
        jwk(elliptic, { alg: "ES256", use: "sig", kid: "elliptic" }),
        {
          kty: "oct",
          alg: "HS256",
          use: "sig",
          kid: "shared",
          k: Buffer.from("a shared secret").toString("base64url"),
        },
      ],
    },
  };
}

export interface TokenKitOptions {
  readonly userPoolId?: string;
  readonly userPoolClientId?: string;
  readonly keys?: PoolKeys;
}

export function createTokenKit({
  userPoolId = "eu-west-1_AbCdEf123",
  userPoolClientId = "abcdefghijklmnopqrstuvwxyz",
  keys = createPoolKeys(),
}: TokenKitOptions = {}): TokenKit {
  const issuer = `https://cognito-idp.${userPoolId.split("_")[0]}.amazonaws.com/${userPoolId}`;
  const now = Math.floor(Date.now() / 1000);
  const common = {
    sub: "34c84488-e0e1-70ae-d2ee-991ad1a898c8",
    iss: issuer,
    origin_jti: "5f3f5d3c-6c5b-4b8e-9a3d-0a4c1f1b7a11",
    event_id: "0b9f0a3e-23a5-4b94-8f8e-4df1b1f0b6d2",
    auth_time: now,
    iat: now,
    exp: now + 3600,
    jti: "e7f3f2f0-4f5f-4b43-8f43-bb0d3c5a9d10",
  };
  const idClaims = {
    ...common,
    aud: userPoolClientId,
    token_use: "id",
    "cognito:username": common.sub,
    email: "ada@example.com",
    email_verified: true,
  };
  const accessClaims = {
    ...common,
    client_id: userPoolClientId,
    token_use: "access",
    username: common.sub,
    scope: "aws.cognito.signin.user.admin",
  };
  const signToken = (claims: unknown, header: Json = {}, key = keys.id) => {
    const input = `${encode({ kid: "id", alg: "RS256", ...header })}.${encode(claims)}`;
    return `${input}.${sign("sha256", Buffer.from(input), key).toString("base64url")}`;
  };
  return {
    userPoolId,
    userPoolClientId,
    issuer,
    idClaims,
    accessClaims,
    keys,
    sign: signToken,
    idToken: (changes = {}, header = {}) => signToken({ ...idClaims, ...changes }, header),
  };
}

/** Whether `make` needs a signature that only the pool can make. */
export function needsPoolKey(kit: TokenKit, make: (kit: TokenKit) => unknown): boolean {
  const { id, access } = kit.keys;
  let isNeeded = false;
  make({
    ...kit,
    sign: (claims, header, key = id) => {
      isNeeded ||= key === id || key === access;
      return kit.sign(claims, header, key);
    },
    idToken: (changes, header) => {
      isNeeded = true;
      return kit.idToken(changes, header);
    },
  });
  return isNeeded;
}

/** base64url of JSON; bytes and texts are taken as they are. */
export function encode(part: unknown): string {
  if (Buffer.isBuffer(part) || typeof part === "string") return Buffer.from(part).toString("base64url");
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

export function hmac(input: string, secret: string | Buffer): string {
  return createHmac("sha256", secret).update(input).digest("base64url");
}

export interface JwksServer {
  /** For `AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER`. */
  readonly url: string;
  /** The path of each request so far. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Publishes a pool's keys where Cognito would. `jwks` is asked at each request, so that keys can be rotated. */
export async function startJwksServer(userPoolId: string, jwks: () => unknown): Promise<JwksServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    const found = request.url === `/${userPoolId}/.well-known/jwks.json`;
    response
      .writeHead(found ? 200 : 404, { "content-type": "application/json" })
      .end(JSON.stringify(found ? jwks() : {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
