/**
 * Refresh tokens: opaque to clients, and in the service's own form, a JWE of five parts. Encrypted with a key of the
 * pool, so that nothing has to be kept per token. Source: RFC 7516 (`dir` with A256GCM).
 */
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** Which sign-in a refresh token continues, and how many rotations it is away from it. */
export interface RefreshTokenContent {
  readonly familyId: string;
  readonly generation: number;
}

const header = Buffer.from(JSON.stringify({ cty: "JWT", enc: "A256GCM", alg: "dir" })).toString("base64url");

export function sealRefreshToken(content: RefreshTokenContent, key: Buffer): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(header));
  const text = Buffer.concat([cipher.update(JSON.stringify(content)), cipher.final()]);
  return [header, "", ...[iv, text, cipher.getAuthTag()].map((part) => part.toString("base64url"))].join(".");
}

/** `undefined` for anything that `sealRefreshToken` did not make with this key. */
export function openRefreshToken(token: string, key: Buffer): RefreshTokenContent | undefined {
  const [head, empty, ...rest] = token.split(".");
  const [iv, text, tag] = rest.map((part) => Buffer.from(part, "base64url"));
  if (head !== header || empty !== "" || rest.length !== 3 || iv?.length !== 12 || tag?.length !== 16) return undefined;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(header)).setAuthTag(tag);
    return JSON.parse(Buffer.concat([decipher.update(text ?? Buffer.alloc(0)), decipher.final()]).toString("utf8"));
  } catch {
    return undefined;
  }
}
