/**
 * Every request must name this machine as its host. A web page whose own domain was made to point to 127.0.0.1 (DNS
 * rebinding) shares an origin with the pool, so CORS would not keep it from the codes; its `Host` gives it away.
 */
export function isLoopbackHost(host: string | undefined): boolean {
  return host !== undefined && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i.test(host);
}
