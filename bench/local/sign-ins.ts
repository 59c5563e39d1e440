/** The embedded user pool under load, with few and with many users in its store. */
import { join } from "node:path";
import { typescript } from "../../local/typescript";
import { startProgram } from "../../test/support/program";
import { median } from "../statistics";
import { cpuMs } from "./process-usage";
import { call, type PoolClient, signIn } from "./srp-client";

export interface SignInFigures {
  readonly users: number;
  /** From the start of the process, with the users in its store, until it answers. */
  readonly startMs: number;
  readonly signInsPerSecond: number;
  /** Of the pool's process. */
  readonly cpuMsPerSignIn: number;
}

export interface SignInOptions {
  /** In which `npm run user-pool` is run. */
  readonly checkout: string;
  readonly stackFile: string;
  readonly users: number;
  /** How often the pool is started. */
  readonly starts: number;
  readonly signIns: number;
}

const password = "Correct-Horse-Battery-1";
/** Clients that sign in at the same time. */
const parallel = 4;

export async function measureSignIns({
  checkout,
  stackFile,
  users,
  starts,
  signIns,
}: SignInOptions): Promise<SignInFigures> {
  const data = join(checkout, `.local/bench-${users}`);
  const start = () => startPool(checkout, stackFile, data);

  const filling = await start();
  const confirmed = Array.from({ length: 10 }, (_, i) => emailOf(Math.floor((i * users) / 10))); // spread over the store
  await inParallel(users, async (i) => {
    const email = emailOf(i);
    await signUp(filling, email);
    if (confirmed.includes(email)) await confirm(filling, email);
  });
  await filling.stop();

  let pool = await start();
  const startTimes = [pool.startMs];
  while (startTimes.length < starts) {
    await pool.stop();
    pool = await start();
    startTimes.push(pool.startMs);
  }

  const email = (i: number) => confirmed[i % confirmed.length] ?? "";
  await inParallel(signIns / 4, (i) => signIn(pool, email(i), password)); // warm
  const [cpuBefore, before] = [cpuMs(pool.pid), performance.now()];
  await inParallel(signIns, (i) => signIn(pool, email(i), password));
  const [cpu, elapsed] = [cpuMs(pool.pid) - cpuBefore, performance.now() - before];
  await pool.stop();
  const signInsPerSecond = (signIns / elapsed) * 1000;
  return { users, startMs: median(startTimes), signInsPerSecond, cpuMsPerSignIn: cpu / signIns };
}

function emailOf(i: number): string {
  return `user-${i}@example.com`;
}

async function signUp({ url, userPoolClientId: ClientId }: PoolClient, email: string): Promise<void> {
  await call(url, "SignUp", {
    ClientId,
    Username: email,
    Password: password,
    UserAttributes: [{ Name: "email", Value: email }],
  });
}

async function confirm({ url, userPoolClientId: ClientId }: PoolClient, email: string): Promise<void> {
  const inbox = await fetch(`${url}/inbox/${encodeURIComponent(email)}.json`);
  const { messages } = (await inbox.json()) as { messages: readonly { code: string }[] };
  await call(url, "ConfirmSignUp", { ClientId, Username: email, ConfirmationCode: messages[0]?.code });
}

interface RunningPool extends PoolClient {
  readonly pid: number;
  readonly startMs: number;
  stop(): Promise<void>;
}

async function startPool(checkout: string, stackFile: string, data: string): Promise<RunningPool> {
  const args = [...typescript, "local/user-pool/main.ts", "--stack", stackFile, "--port", "0", "--data", data];
  const before = performance.now();
  const program = startProgram(process.execPath, args, { cwd: checkout });
  const url = (await program.line(/^listening on /)).replace("listening on ", "");
  const startMs = performance.now() - before;
  const [, userPoolId = "", userPoolClientId = ""] =
    /userPoolId=(\S+) userPoolClientId=(\S+)/.exec(program.output()) ?? [];
  const stop = async () => {
    program.signal("SIGTERM");
    await program.ended;
  };
  return { url, userPoolId, userPoolClientId, pid: program.pid ?? 0, startMs, stop };
}

async function inParallel(count: number, work: (i: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: parallel }, worker));
}
