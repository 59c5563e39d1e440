/** Stands in for `npm run build` in a copy of the checkout: the build has its own tests, and deploying does not look inside. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export function fakeBuild(checkout: string): void {
  const files = {
    "dist/api/index.js": "exports.handler = async (event, context) => ({ statusCode: 200 });",
    "dist/client/index.html": "<!doctype html><title>page</title>",
    "dist/client/assets/main-1234.js": "console.log(1)",
    "scripts/build.ts": "",
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(checkout, name, ".."), { recursive: true });
    writeFileSync(join(checkout, name), content);
  }
}
