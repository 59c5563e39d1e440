/** Runs a program of the deployment to its end. */
import { startProgram } from "../support/program";

/** Resolves with what it wrote. Rejects with the same when it ends with another status than 0. */
export async function run(command: string, args: readonly string[], cwd: string, env: object): Promise<string> {
  const { status, output } = await tryRun(command, args, cwd, env);
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with status ${status}:\n${output}`);
  return output;
}

export async function tryRun(command: string, args: readonly string[], cwd: string, env: object) {
  const program = startProgram(command, args, { cwd, env: { CHECKPOINT_DISABLE: "1", DEBUG: "", ...env } });
  const status = await program.ended;
  return { status, output: program.output() };
}
