/**
 * An edit of aws-jwt-verify's `safeJsonParse`, which visits every value of a token to take `__proto__` and `constructor`
 * away, a seventh of a warm request. Where neither name can be, there is nothing to take away: letters can be
 * written in no other way than as themselves or as `\u` and four digits (RFC 8259 section 7).
 */
export function parseHarmlessJsonAtOnce(source: string): string {
  return source.replace(
    "export function safeJsonParse(s) {",
    "$&\n    if (!/__proto__|constructor|\\\\u/.test(s)) return JSON.parse(s);",
  );
}
