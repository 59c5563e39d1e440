/**
 * Leaves out of the built page what it never uses of `aws-amplify`, and computes with what browsers have by now; nothing
 * that the page sees changes.
 *
 * - Enums are compiled to functions that fill an object, which a bundler must keep although nobody reads them (17 kB of
 *   error names). Marked as pure they may go.
 * - The parsers of Amplify's two configuration files (15 kB): this page hands over a configuration object, which they
 *   return as it is.
 * - The integers of SRP, in plain JavaScript (14 kB): `native-big-integer.ts` takes a sixth of their time.
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

/** Modules of Amplify by the end of their path, and what stands in their place. */
const replacements: Readonly<Record<string, string>> = {
  "/core/dist/esm/utils/parseAmplifyConfig.mjs": "export const parseAmplifyConfig = (config) => config;",
  "/srp/BigInteger/BigInteger.mjs": `export { NativeBigInteger as default } from ${JSON.stringify(
    join(import.meta.dirname, "native-big-integer.ts"),
  )};`,
};

/** @param projectDir where `node_modules` is. The build fails where Amplify has become another one than is meant here. */
export function lightAmplify(projectDir: string): Plugin {
  const missing = new Set(Object.keys(replacements));
  return {
    name: "light-amplify",
    apply: "build",
    config: () => ({ resolve: { alias: oneSha256(projectDir) } }),
    transform: {
      filter: { id: /node_modules\/@aws-amplify\// },
      handler(code, id) {
        const replaced = Object.keys(replacements).find((end) => id.endsWith(end));
        if (replaced === undefined) return { code: markEnumsAsPure(code), map: null };
        missing.delete(replaced);
        return { code: replacements[replaced] ?? "", map: null };
      },
    },
    buildEnd(error) {
      if (error !== undefined || missing.size === 0) return;
      this.error(`aws-amplify has no ${[...missing].join(", ")} any more: bring client/light-amplify.mts up to date.`);
    },
  };
}

/** npm installs the same version of this package below two packages of Amplify: one copy is enough. */
function oneSha256(projectDir: string): Record<string, string> {
  const copy = join(projectDir, "node_modules/@aws-amplify/auth/node_modules/@aws-crypto/sha256-js");
  return existsSync(copy) ? { "@aws-crypto/sha256-js": copy } : {};
}
