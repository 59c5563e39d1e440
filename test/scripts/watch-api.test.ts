import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { typescript } from "../../local/typescript";
import { type CheckoutCopy, copyCheckout } from "../support/checkout-copy";

jest.setTimeout(60_000); // a machine that is busy

/** esbuild asks every second whether Node is still there: here it does so while Node, which is slow to end, no longer answers. */
const slowToEnd = `
  process.on("exit", () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1200));
  require("./scripts/watch-api.ts");`;

describe("the build that follows api/", () => {
  let checkout: CheckoutCopy;
  beforeAll(() => {
    checkout = copyCheckout();
  });
  afterAll(() => checkout.remove());

  test("ends with its parent, without a word", async () => {
    const builder = spawn(process.execPath, [...typescript, "-e", slowToEnd], {
      cwd: checkout.folder,
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    const words = text(builder.stderr as NodeJS.ReadableStream); // to the end of all that hold it, esbuild among them
    expect(await once(builder, "message")).toEqual([{ ok: true }, undefined]);

    builder.disconnect();

    expect(await once(builder, "exit")).toEqual([0, null]);
    expect(await words).toBe("");
  });

  test("does not take Ctrl-C, which ends esbuild as well, for a fault in api/", async () => {
    const builder = spawn(process.execPath, [...typescript, "scripts/watch-api.ts"], {
      cwd: checkout.folder,
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      detached: true, // a process group, as a terminal has it
    });
    const reports: unknown[] = [];
    builder.on("message", (report) => reports.push(report));
    await once(builder, "message");

    process.kill(-Number(builder.pid), "SIGINT");
    appendFileSync(join(checkout.folder, "api/hello-world.ts"), "\n");
    await sleep(500); // a build takes a tenth of this
    builder.disconnect();

    expect(await once(builder, "exit")).toEqual([0, null]);
    expect(reports).toEqual([{ ok: true }]);
  });
});
