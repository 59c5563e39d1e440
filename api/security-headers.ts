/**
 * On every answer. An API's answers are data: never sniffed for another type, never framed, never a document that
 * loads anything (OWASP REST Security Cheat Sheet, "Security Headers"), and only ever fetched over TLS.
 */
export const securityHeaders = {
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Referrer-Policy": "no-referrer",
  "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
} as const;
