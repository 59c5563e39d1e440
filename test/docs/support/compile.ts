/** Whether code compiles and is formatted, in a copy of the checkout. */
import { dirname } from "node:path";
import { startProgram } from "../../support/program";
import type { Edit } from "./edits";

/** What TypeScript says about the folders of these edits, and Biome about their files. Empty where all is well. */
export async function complaintsAbout(folder: string, edits: readonly Edit[]): Promise<readonly string[]> {
  const folders = new Set(edits.map(({ file }) => dirname(file)));
  const files = edits.map(({ file }) => file);
  const [all, client, format] = await Promise.all([
    outputOf(folder, "node_modules/typescript/bin/tsc", "-p", "."),
    outputOf(folder, "node_modules/typescript/bin/tsc", "-p", "client"),
    outputOf(folder, "node_modules/@biomejs/biome/bin/biome", "check", ...files),
  ]);
  const errors = `${all.output}\n${client.output}`.split("\n").filter((line) => /: error TS\d+/.test(line));
  const ours = errors.filter((line) => folders.has(dirname(line.split("(")[0] ?? "")));
  return [...ours, ...(format.status === 0 ? [] : [format.output])];
}

async function outputOf(cwd: string, ...args: string[]): Promise<{ status: number | null; output: string }> {
  const program = startProgram(process.execPath, args, { cwd });
  return { status: await program.ended, output: program.output() };
}
