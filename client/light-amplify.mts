/**
 * Leaves out of the built page what it never uses of `aws-amplify`; nothing that is used changes.
 *
 * - Enums are compiled to functions that fill an object, which a bundler must keep although nobody reads them (17 kB of
 *   error names). Marked as pure they may go.
 * - The parsers of Amplify's two configuration files (15 kB): this page hands over a configuration object, which they
 *   return as it is.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const enumAsFunction =
  /^var (\w+);\n((?:\/\*[\s\S]*?\*\/\n|\/\/.*\n)*)\(function \(\1\) \{\n([\s\S]*?)\n\}\)\(\1 \|\| \(\1 = \{\}\)\);/gm;

/** Rewrites every compiled enum of a module so that a bundler may drop it. */
export function markEnumsAsPure(code: string): string {
  return code.replace(
    enumAsFunction,
    (_all, name: string, comments: string, body: string) =>
      `${comments}const ${name} = /*#__PURE__*/ (function (${name}) {\n${body}\nreturn ${name};\n})({});`,
  );
}

const configParser = "/core/dist/esm/utils/parseAmplifyConfig.mjs";
const noParser = "export const parseAmplifyConfig = (config) => config;";

/** @param projectDir where `node_modules` is */
export function lightAmplify(projectDir: string): Plugin {
  return {
    name: "light-amplify",
    apply: "build",
    config: () => ({ resolve: { alias: oneSha256(projectDir) } }),
    transform: {
      filter: { id: /node_modules\/@aws-amplify\// },
      handler: (code, id) => ({ code: id.endsWith(configParser) ? noParser : markEnumsAsPure(code), map: null }),
    },
  };
}

/** npm installs the same version of this package below two packages of Amplify: one copy is enough. */
function oneSha256(projectDir: string): Record<string, string> {
  const copy = join(projectDir, "node_modules/@aws-amplify/auth/node_modules/@aws-crypto/sha256-js");
  return existsSync(copy) ? { "@aws-crypto/sha256-js": copy } : {};
}
