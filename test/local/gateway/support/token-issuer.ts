/** A stand-in for user pools: real RSA keys, a real JWKS endpoint, and tokens of every kind. */
import { createSign, type KeyObject } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { localId } from "../../../../local/terraform/identifiers";
import { keptKey } from "../../../support/kept-keys";
import { region, stageName } from "./stacks";

interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export interface TokenOptions {
  readonly header?: Readonly<Record<string, unknown>>;
  /** Merged into the claims of a valid ID token; `undefined` takes one away. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly key?: SigningKey;
}

/** Ids as the local side gives them to `aws_cognito_user_pool.users` and its client. */
const stack = { name: stageName, region } as Parameters<typeof localId>[0];
const idOf = (type: string, name: string) => localId(stack, { type, address: `${type}.${name}` });
export const poolId = idOf("aws_cognito_user_pool", "users");
export const otherPoolId = idOf("aws_cognito_user_pool", "others");
export const clientId = idOf("aws_cognito_user_pool_client", "app");

export class TokenIssuer {
  /** Paths of the JWKS documents that were asked for. */
  readonly fetches: string[] = [];
  key: SigningKey = { kid: "key-1", ...keptKey("token-issuer") };
  isDown = false;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      this.fetches.push(request.url ?? "");
      if (this.isDown) response.statusCode = 503;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ keys: [publicJwk(this.key)] }));
    });
  }

  static async start(): Promise<TokenIssuer> {
    const issuer = new TokenIssuer();
    await new Promise<void>((resolve) => issuer.#server.listen(0, "127.0.0.1", resolve));
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  idToken({ header, claims, key = this.key }: TokenOptions = {}): string {
    return sign({ kid: key.kid, alg: "RS256", ...header }, { ...idClaims(), ...claims }, key);
  }

  accessToken({ header, claims, key = this.key }: TokenOptions = {}): string {
    const { aud: _aud, email: _email, email_verified: _verified, ...shared } = idClaims();
    const access = { ...shared, token_use: "access", client_id: clientId, scope: "aws.cognito.signin.user.admin" };
    return sign({ kid: key.kid, alg: "RS256", ...header }, { ...access, ...claims }, key);
  }
}

/** Not the issuer's own, whatever its id. */
export function aKey(kid: string, modulusLength = 2048): SigningKey {
  return { kid, ...keptKey("stranger", modulusLength) };
}

export function publicJwk({ kid, publicKey }: SigningKey): object {
  return { ...publicKey.export({ format: "jwk" }), kid, alg: "RS256", use: "sig" };
}

export function issuerOf(pool: string): string {
  return `https://cognito-idp.${region}.amazonaws.com/${pool}`;
}

export function idClaims() {
  const now = Math.floor(Date.now() / 1000);
  return {
    sub: "9d5f0a1e-0000-4000-8000-000000000000",
    email: "ada@example.com",
    email_verified: true,
    iss: issuerOf(poolId),
    aud: clientId,
    token_use: "id",
    "cognito:username": "9d5f0a1e-0000-4000-8000-000000000000",
    auth_time: now,
    iat: now,
    exp: now + 3600,
  };
}

/** @param payload claims, or JSON text that `JSON.stringify` would not write */
export function sign(header: object, payload: object | string, { privateKey }: SigningKey): string {
  const json = (part: object | string) => (typeof part === "string" ? part : JSON.stringify(part));
  const text = [header, payload].map((part) => Buffer.from(json(part)).toString("base64url")).join(".");
  return `${text}.${createSign("RSA-SHA256").update(text).sign(privateKey).toString("base64url")}`;
}
