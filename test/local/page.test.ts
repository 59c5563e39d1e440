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

  test("does not outlive a system that is killed", async () => {
    const program = startProgram(process.execPath, [...typescript, "-e", system], { cwd: checkout.folder });
    const url = await program.line(/^http/);

    process.kill(Number(program.pid), "SIGKILL");

    await eventually(() => expect(fetch(url)).rejects.toThrow());
  });
});
