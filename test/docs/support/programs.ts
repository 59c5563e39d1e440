/** The commands that the project has, and the options that each one lists. */
import { execFile, execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { typescript } from "../../../local/typescript";
import { root } from "./documents";

const execute = promisify(execFile);

export const scripts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(root, "package.json"), "utf8"),
).scripts;

/** npm scripts that are a program of ours, with `--help`: `node … x.ts`. */
export const programs = Object.entries(scripts)
  .filter(
    ([name, command]) =>
      !/^(pre|post)/.test(name) && /^node --require \.\/scripts\/typescript\.cjs \S+\.ts$/.test(command),
  )
  .map(([name]) => name);

/** Words in capital letters in our sources: the names of variables are among them. */
const variables: ReadonlySet<string> = new Set(
  execFileSync(
    "git",
    [
      ...["grep", "-hoE", "[A-Z][A-Z0-9_]{2,}", "--"],
      ...["api", "infra", "local", "scripts", "test/contract", "test/e2e", "test/full-load.env"],
    ],
    { cwd: root, encoding: "utf8" },
  ).split("\n"),
);

/** What `npm run NAME -- --help` prints. */
export async function helpOf(name: string): Promise<string> {
  const file = scripts[name]?.split(" ").at(-1) ?? "";
  const { stdout } = await execute(process.execPath, [...typescript, file, "--help"], {
    cwd: root,
  });
  return stdout;
}

/** What is wrong with a command line of the documents; undefined where nothing is, or it is none of ours. */
export async function faultOf(command: string, help: typeof helpOf): Promise<string | undefined> {
  const [assignments = ""] = /^([A-Z_][A-Z0-9_]*=("[^"]*"|\S+) +)*/.exec(command) ?? [];
  const [program, ...args] = command.slice(assignments.length).split(/ +/);
  const unknown = [...assignments.matchAll(/([A-Z_][A-Z0-9_]*)=/g)].find(([, name = ""]) => !variables.has(name));
  if (unknown && ["npm", "npx"].includes(program ?? "")) return `nobody reads ${unknown[1]}`;
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
