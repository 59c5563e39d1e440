/**
 * Runs `infra/main.ts` in a child process, and only when what it reads has changed: its sources, the settings in the
 * environment, the lockfile. (The function's archive is not needed here: the gateway runs the bundle itself.)
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { removeFile, writeJsonFile } from "./json-file";
import { typescript } from "./typescript";

/** The program in `infra/` refused, with its own message. */
export class SynthesisError extends Error {
  override readonly name = "SynthesisError";
}

const output = "cdktf.out";
const stampFile = ".local/synthesized.json";

/** Path of the synthesized stack file. @throws SynthesisError */
export async function synthesize(environment: NodeJS.ProcessEnv): Promise<string> {
  const inputs = hashInputs(environment);
  const known = lastSynthesis();
  if (known?.inputs === inputs && existsSync(known.stackFile)) return known.stackFile;

  removeFile(stampFile);
  await runProgram(environment);
  const stackFile = synthesizedStackFile();
  writeJsonFile(stampFile, { inputs, stackFile });
  return stackFile;
}

function runProgram(environment: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const program = spawn(process.execPath, [...typescript, "infra/main.ts"], {
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let text = "";
    program.stdout.on("data", (chunk) => {
      text += chunk;
    });
    program.stderr.on("data", (chunk) => {
      text += chunk;
    });
    program.on("error", reject);
    program.on("close", (status) => {
      if (status === 0) resolve();
      else reject(new SynthesisError(`The infrastructure could not be synthesized:\n${text.trim()}`));
    });
  });
}

/** `infra/main.ts` makes exactly one stack; the manifest tells where. */
function synthesizedStackFile(): string {
  const manifest = JSON.parse(readFileSync(join(output, "manifest.json"), "utf8")) as {
    readonly stacks: Readonly<Record<string, { readonly synthesizedStackPath: string }>>;
  };
  const [stack] = Object.values(manifest.stacks);
  if (stack === undefined) throw new SynthesisError("The infrastructure has no stack.");
  return join(output, stack.synthesizedStackPath);
}

function lastSynthesis(): { readonly inputs: string; readonly stackFile: string } | undefined {
  try {
    return JSON.parse(readFileSync(stampFile, "utf8"));
  } catch {
    return undefined; // never made, or interrupted: synthesize
  }
}

function hashInputs(environment: NodeJS.ProcessEnv): string {
  const hash = createHash("sha256");
  const files = [
    "api/routes.ts",
    "client/content-security-policy.json",
    "package.json",
    "package-lock.json",
    ...readdirSync("infra", { recursive: true, encoding: "utf8" }).map((name) => join("infra", name)),
  ].filter((file) => /\.(ts|json)$/.test(file) && existsSync(file));
  for (const file of files.sort()) hash.update(`${file}\0`).update(readFileSync(file)).update("\0");
  for (const [name, value] of Object.entries(environment).sort()) {
    if (!changesFromTerminalToTerminal.test(name)) hash.update(`${name}=${value}\0`);
  }
  return hash.digest("hex");
}

/** Never a setting of a stage. Any other variable may be one; an unrelated change of it costs one synthesis. */
const changesFromTerminalToTerminal =
  /^(npm_|_|SHLVL|PWD|OLDPWD|TERM|COLUMNS|LINES|WINDOWID|SSH_|XDG_|VSCODE_|TMUX|DISPLAY|PATH$|NODE$|INIT_CWD|COLOR|EDITOR|.*(TOKEN|SECRET|KEY))/;
