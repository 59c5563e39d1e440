/** `npm run bench`: the comparisons, printed and kept in docs/performance.md. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runCommand } from "../local/run-command";
import { compareLambdas } from "./lambda/main";
import { measureLocal } from "./local/main";
import { replacePart } from "./markdown";

const usage = `Usage: npm run bench [-- lambda | local] [--rounds N]

  lambda       the Lambda bundle beside its peers (default; about 10 minutes)
  local        npm start, edits, synthesis and the embedded user pool on this machine (about as long)

  --rounds N   fresh processes for each figure (default 15)
  --help       this text

Prints tables and puts them into docs/performance.md. Runs on Linux on x64, with taskset and
openssl. Close what else is running: the figures are those of one core.`;

/** Each returns its part of docs/performance.md. */
const commands: Readonly<Record<string, (rounds: number, folder: string) => Promise<string>>> = {
  lambda: compareLambdas,
  local: measureLocal,
};

const document = join(__dirname, "../docs/performance.md");

runCommand(usage, async (argv) => {
  const options = { rounds: { type: "string", default: "15" } } as const;
  const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options });
  const [name = "lambda"] = positionals;
  const command = commands[name];
  if (!command) throw new Error(`There is no benchmark called ${name}.\n\n${usage}`);
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds ${values.rounds}: give a number from 1.`);

  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const part = await command(rounds, folder);
    console.log(`\n${part}`);
    writeFileSync(document, replacePart(readFileSync(document, "utf8"), name, part));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
