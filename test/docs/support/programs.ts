/** The commands that the project has, and the options that each one lists. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "./documents";

const execute = promisify(execFile);

export const scripts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(root, "package.json"), "utf8"),
).scripts;

/** npm scripts that are a program of ours, with `--help`: `node … x.ts`, `tsx x.ts`. */
export const programs = Object.entries(scripts)
  .filter(([name, command]) => !/^(pre|post)/.test(name) && /^(tsx|node --import tsx) \S+\.ts$/.test(command))
  .map(([name]) => name);

/** What `npm run NAME -- --help` prints. */
export async function helpOf(name: string): Promise<string> {
  const file = scripts[name]?.split(" ").at(-1) ?? "";
  const { stdout } = await execute(process.execPath, ["--import", "tsx", file, "--help"], { cwd: root });
  return stdout;
}

/** What is wrong with a command line of the documents; undefined where nothing is, or it is none of ours. */
export async function faultOf(command: string, help: typeof helpOf = helpOf): Promise<string | undefined> {
  const [program, ...args] = command.replace(/^([A-Z_][A-Z0-9_]*=\S+ +)+/, "").split(/ +/);
  if (program === "npm") return npmFault(args, help);
  if (program === "npx") return npxFault(args[0] ?? "", args);
  return undefined;
}

async function npmFault([verb = "", ...rest]: readonly string[], help: typeof helpOf): Promise<string | undefined> {
  if (["ci", "install", "config"].includes(verb)) return undefined;
  const [name = "", ...args] = verb === "run" ? rest : [verb, ...rest];
  if (scripts[name] === undefined) return `there is no npm script ${name}`;
  const dashes = args.indexOf("--");
  const given = args.filter((arg) => /^--?[a-z]/.test(arg)).map((arg) => arg.split("=")[0] ?? "");
  if (given.length === 0 || given.includes("--help")) return undefined;
  if (dashes < 0) return `options come after --: ${given}`;
  if (!programs.includes(name)) return undefined;
  const listed = await help(name);
  const unknown = given.filter((option) => !new RegExp(`(^|[\\s[])${option}\\b`, "m").test(listed));
  return unknown.length > 0 ? `${name} lists no ${unknown}` : undefined;
}

function npxFault(name: string, args: readonly string[]): string | undefined {
  if (!existsSync(join(root, "node_modules/.bin", name))) return `${name} is not installed`;
  const missing = args.filter((arg) => /^(\w+\/)+[\w.-]+\.tsx?$/.test(arg) && !existsSync(join(root, arg)));
  return missing.length > 0 ? `there is no ${missing}` : undefined;
}
