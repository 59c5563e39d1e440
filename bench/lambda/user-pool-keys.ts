/** A user pool reduced to what a verifier sees of it: its JWKS, and one ID token. */
import { createSign, generateKeyPairSync, randomUUID } from "node:crypto";

export const userPoolId = "eu-west-1_BenchPool";
export const userPoolClientId = "3n4b5urk1ft4fl3mg5e62d9ado";

export interface UserPoolKeys {
  /** The JSON document: two keys, as Cognito publishes. */
  readonly jwks: string;
  readonly idToken: string;
  /** As API Gateway's authorizer passes them on: every value a string. */
  readonly claims: Readonly<Record<string, string>>;
}

export function createUserPoolKeys(email: string, now = Math.floor(Date.now() / 1000)): UserPoolKeys {
  const [signing, other] = [
    generateKeyPairSync("rsa", { modulusLength: 2048 }),
    generateKeyPairSync("rsa", { modulusLength: 2048 }),
  ];
  const kid = randomUUID();
  const payload = {
    sub: randomUUID(),
    email_verified: true,
    iss: `https://cognito-idp.eu-west-1.amazonaws.com/${userPoolId}`,
    "cognito:username": randomUUID(),
    origin_jti: randomUUID(),
    aud: userPoolClientId,
    event_id: randomUUID(),
    token_use: "id",
    auth_time: now,
    exp: now + 24 * 3600,
    iat: now,
    jti: randomUUID(),
    email,
  };
  const text = `${base64url({ kid, alg: "RS256" })}.${base64url(payload)}`;
  const jwk = (key: typeof signing.publicKey, id: string) => ({
    ...key.export({ format: "jwk" }),
    alg: "RS256",
    kid: id,
    use: "sig",
  });
  return {
    jwks: JSON.stringify({ keys: [jwk(signing.publicKey, kid), jwk(other.publicKey, randomUUID())] }),
    idToken: `${text}.${createSign("sha256").update(text).sign(signing.privateKey, "base64url")}`,
    claims: Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, String(value)])),
  };
}

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
