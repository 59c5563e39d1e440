import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { typescript } from "../../local/typescript";
import { type CheckoutCopy, copyCheckout } from "../support/checkout-copy";
import { eventually } from "../support/eventually";
import { endPrograms, startProgram } from "../support/program";

jest.setTimeout(60_000); // a machine that is busy

const system = `
  const { startPage } = require("./local/page.ts");
  const { choosePagePort } = require("./local/page-port.ts");
  choosePagePort({ port: 0, ifTaken: "fail" })
    .then((port) => startPage({ port, apiUrl: "http://127.0.0.1:9/dev", configFile: "config.json" }))
    .then(({ url }) => console.log(url));`;

describe("the page while it is worked on", () => {
  let checkout: CheckoutCopy;
  beforeAll(() => {
    checkout = copyCheckout();
  });
  afterAll(async () => {
    await endPrograms();
    checkout.remove();
  });

  const start = async () => {
    const program = startProgram(process.execPath, [...typescript, "-e", system], { cwd: checkout.folder });
    return { program, url: await program.line(/^http/) };
  };

  // Most programs empty a file before they write it, and the browser may be asking for it for the edit before.
  test("never serves a file that is about to be written", async () => {
    const { program, url } = await start();
    const file = join(checkout.folder, "client/views/api.tsx");
    const text = readFileSync(file, "utf8");
    const served = async () => (await fetch(`${url}/views/api.tsx`)).text();
    const whole = expect.stringContaining("export function Api");
    expect(await served()).toEqual(whole);

    for (const pauseMs of [10, 20, 30, 40]) {
      writeFileSync(file, "");
      await sleep(pauseMs); // Vite has heard of it
      const answer = served();
      await sleep(20);
      writeFileSync(file, text);

      expect(await answer).toEqual(whole);
      await sleep(100); // and will hear of the next one
    }
    program.signal("SIGTERM");
    await program.ended;
  });

  test("does not outlive a system that is killed", async () => {
    const { program, url } = await start();

    process.kill(Number(program.pid), "SIGKILL");

    await eventually(() => expect(fetch(url)).rejects.toThrow());
  });
});
