/**
 * What makes the Lambda bundle small and quick to load. Each entry fails the build when it no longer matches after an
 * upgrade; none changes an answer, but for request bodies in charsets other than UTF-8, UTF-16 and UTF-32 (a 415).
 */
import type { Plugin } from "esbuild";
import { editFiles } from "./edit-files";
import { parseHarmlessJsonAtOnce } from "./harmless-json";
import { lazyModules } from "./lazy-modules";

export function slim(): readonly Plugin[] {
  return [...slimExpress(), slimVerifier()];
}

/** The library's own fetcher loads node:https; keys come through api/fetch-jwks.ts. */
function slimVerifier(): Plugin {
  return editFiles({
    "aws-jwt-verify/dist/esm/https-node.js": () => `export const fetch = () => { throw new Error("not bundled"); };`,
    "aws-jwt-verify/dist/esm/safe-json-parse.js": parseHarmlessJsonAtOnce,
  });
}

/** For any program of Express and serverless-express. */
export function slimExpress(): readonly Plugin[] {
  return [
    editFiles({
      // Half of the bundle: tables of charsets that no JSON comes in (RFC 8259 section 8.1).
      "iconv-lite/encodings/dbcs-data.js": () => "",
      "iconv-lite/encodings/sbcs-data-generated.js": () => "",
      "iconv-lite/encodings/sbcs-data.js": () => "",
      "iconv-lite/encodings/dbcs-codec.js": () => "",
      "iconv-lite/encodings/sbcs-codec.js": () => "",
      // A WeakMap for engines that have none, which takes a fifth of what is left. For qs.
      "side-channel/index.js": () => nativeSideChannel,
      // The facts that mime-types reads, of the media types of which it reads any; as text, which V8 need not parse.
      "mime-db/db.json": usedMediaTypes,
      // Loggers that are off unless DEBUG is set, made while loading, and a colour detection for them.
      "debug/src/index.js": () => debugOnDemand,
      // Readers of fifteen kinds of events. The app reads the one kind by itself.
      "@codegenie/serverless-express/src/event-sources/index.js": () => "exports.getEventSource = () => undefined;",
    }),
    lazyModules({
      // Builds its maps of all media types while loading; the app answers with one.
      "mime-types": { answers: { contentType: ["application/json", "application/json; charset=utf-8"] } },
      // For routes with a body. Loads node:zlib.
      "body-parser": { functions: ["json", "raw", "text", "urlencoded"] },
      // Makes a class for each error status.
      "http-errors": {},
      // For files, cookies, proxies and other query strings than simple ones.
      send: {},
      "serve-static": {},
      "content-disposition": {},
      cookie: {},
      "cookie-signature": { functions: ["sign"] },
      etag: {},
      "ipaddr.js": { functions: ["isValid", "parse"] },
      negotiator: {},
      qs: {},
    }),
  ];
}

function usedMediaTypes(source: string): string {
  const types = Object.entries(
    JSON.parse(source) as Record<string, { charset?: string; extensions?: string[]; source?: string }>,
  )
    .filter(([, { charset, extensions }]) => charset || extensions)
    .map(([type, { charset, extensions, source }]) => [type, { charset, extensions, source }]);
  return `module.exports = JSON.parse(${JSON.stringify(JSON.stringify(Object.fromEntries(types)))});`;
}

const debugOnDemand = `
  module.exports = process.env.DEBUG
    ? require("./node.js")
    : () => Object.assign(() => {}, { enabled: false });`;

const nativeSideChannel = `
  module.exports = () => {
    const values = new Map();
    return {
      get: (key) => values.get(key),
      set: (key, value) => void values.set(key, value),
      has: (key) => values.has(key),
      delete: (key) => values.delete(key),
      assert: (key) => { if (!values.has(key)) throw new TypeError("Side channel does not contain the key"); },
    };
  };`;
