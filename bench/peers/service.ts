/**
 * What every peer shares: the words of the two routes, and the verifier, set up as its documentation says. The JWKS is
 * given (`JWKS`), or its fetch starts when the module is loaded (`JWKS_URI`), which favours the peers.
 */
import { get } from "node:http";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { type Fetcher, SimpleFetcher } from "aws-jwt-verify/https";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";

export { publicGreeting, securedGreeting } from "./greetings";

const {
  USER_POOL_ID: userPoolId = "",
  USER_POOL_CLIENT_ID: clientId = "",
  JWKS: jwks,
  JWKS_URI: uri = "",
} = process.env;

const verifier = CognitoJwtVerifier.create(
  { userPoolId, clientId, tokenUse: "id" },
  { jwksCache: new SimpleJwksCache({ fetcher: fetcherOf(uri) }) },
);
if (jwks) verifier.cacheJwks(JSON.parse(jwks));
else verifier.hydrate().catch(() => {});

/** The e-mail claim of a good ID token; undefined for anything else. */
export async function emailOf(authorization: string | undefined): Promise<string | undefined> {
  try {
    const { email } = await verifier.verify((authorization ?? "").replace(/^Bearer /, ""));
    return String(email);
  } catch {
    return undefined;
  }
}

/** The library's own fetcher takes `https` alone; a JWKS on loopback has none. */
function fetcherOf(uri: string): Fetcher {
  return { fetch: () => (uri.startsWith("https:") ? new SimpleFetcher().fetch(uri) : fetchPlain(uri)) };
}

function fetchPlain(uri: string): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    get(uri, { agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks)).buffer));
    }).on("error", reject);
  });
}
