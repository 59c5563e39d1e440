/** JSON Web Tokens as the service writes them: RS256, no `typ`. Source: RFC 7515, RFC 7519. */
import { sign, verify } from "node:crypto";
import type { SigningKey } from "./signing-keys";

export type Claims = Readonly<Record<string, unknown>>;

export interface ParsedJwt {
  readonly header: Claims;
  readonly payload: Claims;
  readonly signed: string;
  readonly signature: Buffer;
}

export function signJwt(claims: Claims, { kid, privateKey }: Pick<SigningKey, "kid" | "privateKey">): string {
  const signed = `${encode({ kid, alg: "RS256" })}.${encode(claims)}`;
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), privateKey).toString("base64url")}`;
}

/** The parts of a token, unverified; `undefined` when it is none, or not in canonical encoding. */
export function parseJwt(token: string): ParsedJwt | undefined {
  const parts = token.split(".");
  const [header = "", payload = "", signature = ""] = parts;
  if (parts.length !== 3 || !parts.every(isCanonical)) return undefined;
  const [head, claims] = [decode(header), decode(payload)];
  if (head === undefined || claims === undefined) return undefined;
  return {
    header: head,
    payload: claims,
    signed: `${header}.${payload}`,
    signature: Buffer.from(signature, "base64url"),
  };
}

export function isSignedBy({ signed, signature }: ParsedJwt, { publicKey }: Pick<SigningKey, "publicKey">): boolean {
  return verify("RSA-SHA256", Buffer.from(signed), publicKey, signature);
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function decode(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Claims) : undefined;
  } catch {
    return undefined;
  }
}

function isCanonical(part: string): boolean {
  return Buffer.from(part, "base64url").toString("base64url") === part;
}
