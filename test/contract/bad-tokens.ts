/** Tokens that nobody may get in with, as data: the suite sends each, `docs/security.md` lists them. */
import { createPublicKey, sign } from "node:crypto";
import { encode, hmac, type Json, type TokenKit } from "./token-kit";

export interface BadToken {
  readonly group: string;
  readonly name: string;
  /** What goes into the `Authorization` header, without `Bearer `, unless `bare`. */
  readonly value: (kit: TokenKit) => string;
  /** The value is the whole header. */
  readonly bare?: true;
  /**
   * What stops it at a stage. `authorizer`: a check that API Gateway documents. `app`: the authorizer lets it pass.
   * `either`: API Gateway does not document what its authorizer does; the app stops it at the latest.
   */
  readonly stoppedBy: "authorizer" | "app" | "either";
  /** Of the app: 401, or 403 where the token is good and the address is not. */
  readonly status?: 403;
}

type Row = readonly [
  name: string,
  value: (kit: TokenKit) => string,
  more?: Partial<Pick<BadToken, "bare" | "stoppedBy" | "status">>,
];

const app = { stoppedBy: "app" } as const;
const either = { stoppedBy: "either" } as const;
const bare = { bare: true } as const;

const notABearerToken: readonly Row[] = [
  ["an empty value", () => "", bare],
  ["Bearer without a token", () => "Bearer", bare],
  ["Basic credentials", () => `Basic ${Buffer.from("ada@example.com:secret").toString("base64")}`, bare],
  ["a good token as Basic", (kit) => `Basic ${kit.idToken()}`, bare],
  ["a good token as bearer in lower case", (kit) => `bearer ${kit.idToken()}`, bare],
  ["a good token after two blanks", (kit) => `Bearer  ${kit.idToken()}`, bare],
  ["a good token after a tab", (kit) => `Bearer\t${kit.idToken()}`, bare],
  ["a good token in quotes", (kit) => `Bearer "${kit.idToken()}"`, bare],
  ["a good token with a parameter after it", (kit) => `Bearer ${kit.idToken()}; realm=x`, bare],
  ["two good tokens in one value", (kit) => `Bearer ${kit.idToken()}, Bearer ${kit.idToken()}`, bare],
  ["a good token twice, with one Bearer", (kit) => `Bearer ${kit.idToken()} ${kit.idToken()}`, bare],
  ["Bearer twice", (kit) => `Bearer Bearer ${kit.idToken()}`, bare],
];

const malformed: readonly Row[] = [
  ["a word", () => "token"],
  ["dots alone", () => ".."],
  ["one part", (kit) => parts(kit)[0]],
  ["two parts", (kit) => parts(kit).slice(0, 2).join(".")],
  ["four parts", (kit) => `${kit.idToken()}.AAAA`],
  ["five parts, as encrypted tokens have", (kit) => `${kit.idToken()}.AAAA.AAAA`],
  ["a dot at the end", (kit) => `${kit.idToken()}.`],
  ["no header", (kit) => withParts(kit, { header: "" })],
  ["no payload", (kit) => withParts(kit, { payload: "" })],
  ["no signature", (kit) => withParts(kit, { signature: "" })],
  ["a header that is not base64url", (kit) => withParts(kit, { header: "!!!!" })],
  ["a header that is not JSON", (kit) => withParts(kit, { header: encode("{alg:RS256}") })],
  ["a header that is a list", (kit) => withParts(kit, { header: encode([{ kid: "id", alg: "RS256" }]) })],
  ["a header that is null", (kit) => withParts(kit, { header: encode(null) })],
  ["a header that is a text", (kit) => withParts(kit, { header: encode('"RS256"') })],
  ["a signed payload that is not JSON", (kit) => kit.sign("not JSON")],
  ["a signed payload that is a list", (kit) => kit.sign([kit.idClaims])],
  ["a signed payload that is a number", (kit) => kit.sign(42)],
  ["a signed payload that is null", (kit) => kit.sign(null)],
  ["a signed payload that is cut off", (kit) => kit.sign(JSON.stringify(kit.idClaims).slice(0, -1))],
  ["a signed payload of bytes that are not UTF-8", (kit) => kit.sign(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))],
  ["a signed payload nested a thousand deep", (kit) => kit.sign("[".repeat(1000))],
  ["the JSON serialization", (kit) => encode({ payload: parts(kit)[1], signatures: [{ signature: parts(kit)[2] }] })],
];

const encodings: readonly Row[] = [
  ["padding after the signature", (kit) => `${kit.idToken()}==`, either],
  ["unused bits of the signature set", (kit) => otherSpelling(kit.idToken()), either],
  ["the standard base64 alphabet in the signature", (kit) => standardAlphabet(kit), bare],
  [
    "padding in the signed header",
    (kit) => signParts(kit, pad(encode({ alg: "RS256", kid: "id" })), encode(kit.idClaims)),
    either,
  ],
  [
    "padding in the signed payload",
    (kit) => signParts(kit, encode({ kid: "id", alg: "RS256" }), `${encode(padded(kit.idClaims))}==`),
    either,
  ],
];

const algorithms: readonly Row[] = [
  ...["none", "None", "NONE", "nOnE"].map(
    (alg): Row => [`alg ${alg}, unsigned`, (kit) => `${encode({ alg, kid: "id" })}.${encode(kit.idClaims)}.`],
  ),
  ["alg none, with a good signature", (kit) => kit.idToken({}, { alg: "none" })],
  [
    "alg HS256, the public key in PEM as the secret",
    (kit) => hs256(kit, publicKey(kit).export({ type: "spki", format: "pem" }) as string),
  ],
  [
    "alg HS256, the public key in DER as the secret",
    (kit) => hs256(kit, publicKey(kit).export({ type: "spki", format: "der" }) as Buffer),
  ],
  ["alg HS256, the modulus as the secret", (kit) => hs256(kit, String(publicKey(kit).export({ format: "jwk" }).n))],
  ["alg HS256, an empty secret", (kit) => hs256(kit, "")],
  ["alg HS256, with a shared key that the JWKS lists", (kit) => hs256(kit, "a shared secret", "shared")],
  [
    "alg RS384, properly signed",
    (kit) => signParts(kit, encode({ kid: "id", alg: "RS384" }), encode(kit.idClaims), "sha384"),
  ],
  [
    "alg RS512, properly signed",
    (kit) => signParts(kit, encode({ kid: "id", alg: "RS512" }), encode(kit.idClaims), "sha512"),
  ],
  ["alg RS512, with an RS512 key that the JWKS lists", (kit) => rs512(kit)],
  ["alg ES256, with the pool's key id", (kit) => es256(kit, "id")],
  ["alg ES256, with a key that the JWKS lists", (kit) => es256(kit, "elliptic")],
  ["alg PS256, with an RS256 signature", (kit) => kit.idToken({}, { alg: "PS256" })],
  ["alg EdDSA, with an RS256 signature", (kit) => kit.idToken({}, { alg: "EdDSA" })],
  ["alg rs256 in lower case", (kit) => kit.idToken({}, { alg: "rs256" })],
  ["no alg", (kit) => kit.idToken({}, { alg: undefined })],
  ["alg is a list", (kit) => kit.idToken({}, { alg: ["RS256"] })],
  ["alg is null", (kit) => kit.idToken({}, { alg: null })],
];

const keys: readonly Row[] = [
  ["another key under the pool's key id", (kit) => kit.sign(kit.idClaims, {}, kit.keys.foreign)],
  ["a key id that the pool does not have", (kit) => kit.sign(kit.idClaims, { kid: "another" }, kit.keys.foreign)],
  ["no key id", (kit) => kit.idToken({}, { kid: undefined })],
  ["an empty key id", (kit) => kit.idToken({}, { kid: "" })],
  ["a key id that is a number", (kit) => kit.idToken({}, { kid: 0 })],
  ["a key id that is a list", (kit) => kit.idToken({}, { kid: ["id"] })],
  ["the key id of the other key", (kit) => kit.idToken({}, { kid: "access" })],
  ["a key id that is a path", (kit) => kit.idToken({}, { kid: "../../../../dev/null" })],
  ["a key id that is a query", (kit) => kit.idToken({}, { kid: "id' OR '1'='1" })],
  ["a key id that names a property of objects", (kit) => kit.idToken({}, { kid: "__proto__" })],
  ["a listed key of 1024 bits", (kit) => kit.sign(kit.idClaims, { kid: "short" }, kit.keys.short), either],
  ["a listed key for encryption", (kit) => kit.sign(kit.idClaims, { kid: "encryption" }, kit.keys.encryption), either],
  ["its own key in the header (jwk)", (kit) => kit.sign(kit.idClaims, { jwk: foreignJwk(kit) }, kit.keys.foreign)],
  [
    "its own key in the header and no key id",
    (kit) => kit.sign(kit.idClaims, { jwk: foreignJwk(kit), kid: undefined }, kit.keys.foreign),
  ],
  [
    "the address of its own keys (jku)",
    (kit) => kit.sign(kit.idClaims, { jku: "https://keys.example.com/jwks.json" }, kit.keys.foreign),
  ],
  [
    "the address of its own certificate (x5u)",
    (kit) => kit.sign(kit.idClaims, { x5u: "https://keys.example.com/cert.pem" }, kit.keys.foreign),
  ],
  ["its own certificate (x5c)", (kit) => kit.sign(kit.idClaims, { x5c: ["MIIB"] }, kit.keys.foreign)],
  ["a critical extension (crit)", (kit) => kit.idToken({}, { crit: ["exp"] }), either],
  ["an empty list of critical extensions", (kit) => kit.idToken({}, { crit: [] }), either],
  ["an unencoded payload (b64 false)", (kit) => kit.idToken({}, { b64: false }), either],
  ["b64 true", (kit) => kit.idToken({}, { b64: true }), either],
];

const signatures: readonly Row[] = [
  ["one bit of the signature changed", (kit) => withParts(kit, { signature: flip(parts(kit)[2]) })],
  ["a signature that is cut off", (kit) => kit.idToken().slice(0, -8)],
  ["a signature with bytes added", (kit) => `${kit.idToken()}AAAA`],
  ["a signature of zeros", (kit) => withParts(kit, { signature: encode(Buffer.alloc(256)) })],
  ["a signature of one byte", (kit) => withParts(kit, { signature: "AQ" })],
  ["the signature of another token", (kit) => withParts(kit, { signature: parts(kit, { jti: "another" })[2] })],
  [
    "another address in a signed payload",
    (kit) => withParts(kit, { payload: encode({ ...kit.idClaims, email: "eve@example.com" }) }),
  ],
  [
    "a later expiry in a signed payload",
    (kit) => withParts(kit, { payload: encode({ ...kit.idClaims, exp: 4_102_444_800 }) }),
  ],
  [
    "a header changed after signing",
    (kit) => withParts(kit, { header: encode({ kid: "id", alg: "RS256", typ: "JWT" }) }),
  ],
];

const issuers: readonly Row[] = [
  ["another pool", (kit) => kit.idToken({ iss: kit.issuer.replace(/.$/, "9") })],
  ["another region", (kit) => kit.idToken({ iss: kit.issuer.replace("eu-west-1.", "us-east-1.") })],
  ["http instead of https", (kit) => kit.idToken({ iss: kit.issuer.replace("https", "http") })],
  ["a slash at the end", (kit) => kit.idToken({ iss: `${kit.issuer}/` })],
  ["a blank at the end", (kit) => kit.idToken({ iss: `${kit.issuer} ` })],
  [
    "a host that only begins like Cognito's",
    (kit) => kit.idToken({ iss: kit.issuer.replace(".com/", ".com.example.net/") }),
  ],
  [
    "Cognito's host as user name of another",
    (kit) => kit.idToken({ iss: kit.issuer.replace(".com/", ".com@example.net/") }),
  ],
  ["upper case", (kit) => kit.idToken({ iss: kit.issuer.toUpperCase() })],
  ["a letter that looks the same", (kit) => kit.idToken({ iss: kit.issuer.replace("cognito", "cоgnito") })],
  ["the pool id alone", (kit) => kit.idToken({ iss: kit.userPoolId })],
  ["the multi-Region form", (kit) => kit.idToken({ iss: kit.issuer.replace("cognito-idp", "issuer-cognito-idp") })],
  ["no issuer", (kit) => kit.idToken({ iss: undefined })],
  ["a list with the right one", (kit) => kit.idToken({ iss: [kit.issuer] })],
  ["an empty issuer", (kit) => kit.idToken({ iss: "" })],
];

const audiences: readonly Row[] = [
  ["another app client of the pool", (kit) => kit.idToken({ aud: "zyxwvutsrqponmlkjihgfedcba" })],
  ["our client id with something after it", (kit) => kit.idToken({ aud: `${kit.userPoolClientId}x` })],
  ["our client id with something before it", (kit) => kit.idToken({ aud: `x${kit.userPoolClientId}` })],
  ["our client id in upper case", (kit) => kit.idToken({ aud: kit.userPoolClientId.toUpperCase() })],
  ["no audience", (kit) => kit.idToken({ aud: undefined })],
  ["client_id instead of an audience", (kit) => kit.idToken({ aud: undefined, client_id: kit.userPoolClientId })],
  ["a list with our client id", (kit) => kit.idToken({ aud: [kit.userPoolClientId, "another"] }), either],
  ["an empty audience", (kit) => kit.idToken({ aud: "" })],
  ["a number", (kit) => kit.idToken({ aud: 1 })],
];

const uses: readonly Row[] = [
  ["the access token", (kit) => kit.sign(kit.accessClaims, { kid: "access" }, kit.keys.access)],
  [
    "an access token with our audience and an address",
    (kit) => kit.idToken({ token_use: "access", client_id: kit.userPoolClientId }),
  ],
  ["token_use refresh", (kit) => kit.idToken({ token_use: "refresh" })],
  ["token_use ID in upper case", (kit) => kit.idToken({ token_use: "ID" })],
  ["token_use is a list", (kit) => kit.idToken({ token_use: ["id"] })],
  ["no token_use", (kit) => kit.idToken({ token_use: undefined })],
  ["a refresh token", () => `${encode({ cty: "JWT", enc: "A256GCM", alg: "RSA-OAEP" })}.AAAA.AAAA.AAAA.AAAA`],
];

const times: readonly Row[] = [
  ["expired an hour ago", (kit) => kit.idToken({ exp: now() - 3600 })],
  ["expired two seconds ago", (kit) => kit.idToken({ exp: now() - 2 })],
  ["expired in 1970", (kit) => kit.idToken({ exp: 0 })],
  ["expired before all time", (kit) => kit.idToken({ exp: -1e300 })],
  ["no expiry", (kit) => kit.idToken({ exp: undefined })],
  ["an expiry that is a text", (kit) => kit.idToken({ exp: String(now() + 3600) })],
  ["an expiry that is null", (kit) => kit.idToken({ exp: null })],
  ["an expiry that is true", (kit) => kit.idToken({ exp: true })],
  [
    "an infinite expiry",
    (kit) => kit.sign(JSON.stringify({ ...kit.idClaims, exp: 0 }).replace('"exp":0', '"exp":1e999')),
    either,
  ],
  ["not valid before an hour from now", (kit) => kit.idToken({ nbf: now() + 3600 }), either],
  ["a beginning that is a text", (kit) => kit.idToken({ nbf: "0" }), either],
];

const users: readonly Row[] = [
  ["no address", (kit) => kit.idToken({ email: undefined }), app],
  ["an empty address", (kit) => kit.idToken({ email: "" }), app],
  ["an address that is a list", (kit) => kit.idToken({ email: ["ada@example.com"] }), app],
  ["an address that is an object", (kit) => kit.idToken({ email: { toString: "ada@example.com" } }), app],
  ["an address that is a number", (kit) => kit.idToken({ email: 1 }), app],
  ["an address that is null", (kit) => kit.idToken({ email: null }), app],
  ["no subject", (kit) => kit.idToken({ sub: undefined }), app],
  ["an empty subject", (kit) => kit.idToken({ sub: "" }), app],
  ["a subject that is a number", (kit) => kit.idToken({ sub: 1 }), app],
  ["an address that is not verified", (kit) => kit.idToken({ email_verified: false }), { ...app, status: 403 }],
  [
    "nothing about the address being verified",
    (kit) => kit.idToken({ email_verified: undefined }),
    { ...app, status: 403 },
  ],
  ["an address verified as a text", (kit) => kit.idToken({ email_verified: "true" }), { ...app, status: 403 }],
  ["an address verified as a number", (kit) => kit.idToken({ email_verified: 1 }), { ...app, status: 403 }],
];

const sizes: readonly Row[] = [
  ["a signature of 7 kB", (kit) => withParts(kit, { signature: "A".repeat(7_000) })],
  [
    "a header of 7 kB",
    (kit) => withParts(kit, { header: encode({ alg: "RS256", kid: "id", pad: "x".repeat(5_000) }) }),
  ],
  ["7 kB of dots", () => ".".repeat(7_000)],
];

const groups: Readonly<Record<string, readonly Row[]>> = {
  "Not a bearer token": notABearerToken,
  Malformed: malformed,
  "Another encoding": encodings,
  Algorithm: algorithms,
  Key: keys,
  Signature: signatures,
  Issuer: issuers,
  Audience: audiences,
  Use: uses,
  Time: times,
  User: users,
  Oversized: sizes,
};

export const badTokens: readonly BadToken[] = Object.entries(groups).flatMap(([group, rows]) =>
  rows.map(([name, value, more]) => ({ group, name, value, stoppedBy: "authorizer", ...more })),
);

function now(): number {
  return Math.floor(Date.now() / 1000);
}

/** Header, payload and signature of a good token. */
function parts(kit: TokenKit, changes?: Json): [string, string, string] {
  const [header = "", payload = "", signature = ""] = kit.idToken(changes).split(".");
  return [header, payload, signature];
}

/** A good token with parts exchanged after signing. */
function withParts(kit: TokenKit, changed: { header?: string; payload?: string; signature?: string }): string {
  const [header, payload, signature] = parts(kit);
  return [changed.header ?? header, changed.payload ?? payload, changed.signature ?? signature].join(".");
}

/** Signs parts as they are written, with the pool's key. */
function signParts({ keys }: TokenKit, header: string, payload: string, hash = "sha256"): string {
  const input = `${header}.${payload}`;
  return `${input}.${sign(hash, Buffer.from(input), keys.id).toString("base64url")}`;
}

function publicKey({ keys }: TokenKit) {
  return createPublicKey(keys.id);
}

function hs256(kit: TokenKit, secret: string | Buffer, kid = "id"): string {
  const input = `${encode({ kid, alg: "HS256" })}.${encode(kit.idClaims)}`;
  return `${input}.${hmac(input, secret)}`;
}

function rs512({ keys, idClaims }: TokenKit): string {
  const input = `${encode({ kid: "rs512", alg: "RS512" })}.${encode(idClaims)}`;
  return `${input}.${sign("sha512", Buffer.from(input), keys.rs512).toString("base64url")}`;
}

function es256({ keys, idClaims }: TokenKit, kid: string): string {
  const input = `${encode({ kid, alg: "ES256" })}.${encode(idClaims)}`;
  return `${input}.${sign("sha256", Buffer.from(input), { key: keys.elliptic, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}

function foreignJwk({ keys }: TokenKit): Json {
  return { ...createPublicKey(keys.foreign).export({ format: "jwk" }) };
}

function flip(part: string): string {
  const bytes = Buffer.from(part, "base64url");
  bytes[7] = (bytes[7] ?? 0) ^ 1;
  return bytes.toString("base64url");
}

/** 256 bytes are 342 characters, the last of which has four unused bits: A becomes B, and so on. */
export function otherSpelling(token: string): string {
  return token.slice(0, -1) + String.fromCharCode(token.charCodeAt(token.length - 1) + 1);
}

/** Until the signature contains a letter in which the alphabets differ. */
function standardAlphabet(kit: TokenKit): string {
  for (let jti = 0; ; jti++) {
    const [header, payload, signature] = parts(kit, { jti: String(jti) });
    if (/[-_]/.test(signature))
      return `Bearer ${header}.${payload}.${signature.replaceAll("-", "+").replaceAll("_", "/")}`;
  }
}

/** Claims whose JSON has a length that leaves one byte over, so that the encoding takes two padding signs. */
function padded(claims: Json): Json {
  const missing = (4 - (JSON.stringify({ ...claims, pad: "" }).length % 3)) % 3;
  return { ...claims, pad: "x".repeat(missing) };
}

function pad(part: string): string {
  return part.padEnd(Math.ceil(part.length / 4) * 4, "=");
}
