import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { claimCheckout } from "../../local/single-instance";
import { typescript } from "../../local/typescript";
import { endPrograms, startProgram } from "../support/program";

describe("one running system per checkout", () => {
  const folder = mkdtempSync(join(tmpdir(), "single-"));
  afterAll(async () => {
    await endPrograms();
    rmSync(folder, { recursive: true });
  });

  test("a second claim is refused and names the running system", async () => {
    const first = await claimCheckout(folder);
    first.describe("page http://localhost:5173");

    await expect(claimCheckout(folder)).rejects.toThrow("page http://localhost:5173");

    await first.close();
  });

  test("a released checkout can be claimed again", async () => {
    await (await claimCheckout(folder)).close();
    await (await claimCheckout(folder)).close();
  });

  test("what a killed process has left behind is taken over", async () => {
    const holder = startProgram(process.execPath, [
      ...typescript,
      "-e",
      `require("./local/single-instance.ts").claimCheckout(${JSON.stringify(folder)}).then(() => console.log("claimed"))`,
    ]);
    await holder.line(/claimed/);
    await expect(claimCheckout(folder)).rejects.toThrow("already running");
    holder.signal("SIGKILL");
    await holder.ended;

    const taken = await claimCheckout(folder);

    await taken.close();
  });
});
