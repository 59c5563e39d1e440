import { join } from "node:path";

/** Arguments that let Node.js run a program of ours, which is TypeScript, as it is: `node ...typescript FILE`. */
export const typescript: readonly string[] = ["--require", join(__dirname, "../scripts/typescript.cjs")];
