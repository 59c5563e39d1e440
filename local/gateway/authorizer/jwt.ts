/**
 * Taking a JWT apart, strictly: three canonical base64url parts, two of them JSON objects.
 * Source: RFC 7515, sections 2, 3.1 and 4; RFC 7519, section 7.2.
 */

export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly signedText: string;
  readonly signature: Buffer;
}

/** @returns the parts, or what is wrong with the text (never the text itself) */
export function parseJwt(text: string): Jwt | { readonly problem: string } {
  const parts = text.split(".");
  const [header, payload, signature] = parts.map(decodePart);
  if (parts.length !== 3) return { problem: `it has ${parts.length === 1 ? "1 part" : `${parts.length} parts`}` };
  if (header === undefined || payload === undefined || signature === undefined) {
    return { problem: "its parts are not base64url" };
  }
  const headerJson = parseObject(header);
  const payloadJson = parseObject(payload);
  if (headerJson === undefined) return { problem: "its header is not a JSON object" };
  if (payloadJson === undefined) return { problem: "its payload is not a JSON object" };
  if (signature.length === 0) return { problem: "it has no signature" };
  return { header: headerJson, payload: payloadJson, signedText: `${parts[0]}.${parts[1]}`, signature };
}

/** Only the one spelling of each byte sequence, so that a token cannot be written in several ways. */
function decodePart(part: string): Buffer | undefined {
  const bytes = Buffer.from(part, "base64url");
  return bytes.toString("base64url") === part ? bytes : undefined;
}

function parseObject(bytes: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
