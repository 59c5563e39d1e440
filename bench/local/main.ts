/** What a developer waits for on his own machine. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { buildApi } from "../../scripts/build-api";
import { copyCheckout } from "../../test/support/checkout-copy";
import { endPrograms } from "../../test/support/program";
import { describeMachine } from "../machine";
import { table } from "../markdown";
import { median } from "../statistics";
import { measureStart, type StartFigures } from "./npm-start";
import { measureSignIns } from "./sign-ins";
import { directly, measureSynthesis, type SynthesisFigures, throughCli } from "./synthesis";

const signIns = 400;
const storeSizes = [10, 10_000];

/** @returns the tables, with what they were measured on. Nothing is pinned: this is all of the machine, as in daily use. */
export async function measureLocal(rounds: number): Promise<string> {
  const machine = describeMachine();
  const checkout = copyCheckout();
  try {
    const starts: StartFigures[] = [];
    const direct: SynthesisFigures[] = [];
    const cli: SynthesisFigures[] = [];
    await buildApi({ outDir: join(checkout.folder, "dist/api") });
    for (let round = 1; round <= rounds; round++) {
      direct.push(await measureSynthesis(checkout.folder, directly));
      cli.push(await measureSynthesis(checkout.folder, throughCli));
      starts.push(await measureStart(checkout.folder));
      console.log(`round ${round} of ${rounds}`);
    }
    const stacks = join(checkout.folder, "cdktf.out/stacks");
    const stackFile = join(stacks, readdirSync(stacks)[0] ?? "", "cdk.tf.json");
    const pools = [];
    for (const users of storeSizes) {
      pools.push(await measureSignIns({ checkout: checkout.folder, stackFile, users, starts: rounds, signIns }));
      console.log(`sign-ins with ${users} users`);
    }

    const seconds = (figure: keyof StartFigures) => secondsOf(starts.map((run) => run[figure]));
    const rows = [
      ["`npm start` until ready, nothing built or synthesized", seconds("firstStartMs"), "≤ 5 s"],
      ["`npm start` until ready, nothing changed", seconds("nextStartMs"), ""],
      ["edit in `api/` until an answer has it", seconds("apiEditMs"), "≤ 0.3 s"],
      ["edit in `client/` until the open page shows it", seconds("clientEditMs"), ""],
      ["edit in `infra/` until an answer has it", seconds("infraEditMs"), "≤ 3 s"],
      ["synthesis, as `npm start` runs it", secondsOf(direct.map(({ ms }) => ms)), "≤ 2 s"],
      ["… its peak memory", megabytesOf(direct), "≤ 300 MB"],
      ["synthesis through the cdktf CLI, for comparison", secondsOf(cli.map(({ ms }) => ms)), ""],
      ["… its peak memory, of the largest process", megabytesOf(cli), ""],
    ];
    const users = pools.map(({ users, startMs, signInsPerSecond, cpuMsPerSignIn }) => [
      users.toLocaleString("en"),
      secondsOf([startMs]),
      signInsPerSecond.toFixed(0),
      `${cpuMsPerSignIn.toFixed(1)} ms`,
    ]);
    return [
      `${machine} Node ${process.version}, medians of ${rounds} rounds.`,
      table([["", "measured", "target"], ...rows]),
      table([["users in the embedded pool", "start", "SRP sign-ins a second", "CPU of the pool for each"], ...users]),
    ].join("\n\n");
  } finally {
    await endPrograms();
    checkout.remove();
  }
}

function secondsOf(milliseconds: readonly (number | undefined)[]): string {
  const known = milliseconds.filter((ms) => ms !== undefined);
  return known.length === 0 ? "no browser" : `${(median(known) / 1000).toFixed(2)} s`;
}

function megabytesOf(runs: readonly SynthesisFigures[]): string {
  return `${Math.round(median(runs.map(({ peakBytes }) => peakBytes)) / 1e6)} MB`;
}
