/** Brings `docs/security.md` up to date with the contract suite: `npm run docs`. */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { withSecurityMatrix } from "./security-matrix";

const file = resolve(__dirname, "../../docs/security.md");
writeFileSync(file, withSecurityMatrix(readFileSync(file, "utf8")));
console.log("Wrote docs/security.md.");
