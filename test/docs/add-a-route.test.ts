/** The tutorial, carried out in a copy of the checkout while the system runs there, as a reader does it. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Endpoints } from "../../local/endpoints";
import { type CheckoutCopy, copyCheckout } from "../support/checkout-copy";
import { endPrograms, type Program, startProgram } from "../support/program";
import { startSystemIn } from "../support/running-checkout";
import { idTokenOf } from "./support/a-user";
import { document } from "./support/documents";
import { applyEdit, editsOf } from "./support/edits";

jest.setTimeout(120_000);

describe("docs/add-a-route.md", () => {
  const edits = editsOf(document("docs/add-a-route.md").blocks);
  let checkout: CheckoutCopy;
  let endpoints: Endpoints;

  const run = (program: string, ...args: string[]) =>
    startProgram(process.execPath, [join("node_modules", program), ...args], { cwd: checkout.folder });
  const succeeds = async (program: Program) => {
    const status = await program.ended;
    if (status !== 0) throw new Error(`Status ${status}:\n${program.output()}`);
  };

  beforeAll(async () => {
    checkout = copyCheckout();
    ({ endpoints } = await startSystemIn(checkout.folder));
    for (const edit of edits) applyEdit(checkout.folder, edit);
  });
  afterAll(async () => {
    await endPrograms();
    checkout.remove();
  });

  test("is short: five files, two of them new, and no more than three lines in the others", () => {
    expect(edits.map(({ kind }) => kind).sort()).toEqual(["change", "change", "change", "create", "create"]);
    for (const { kind, code } of edits) {
      if (kind === "change") expect(code.match(/^\+/gm)?.length).toBeLessThanOrEqual(3);
    }
  });

  test("makes a route that takes effect at once: for a user, through the page's own address", async () => {
    const token = await idTokenOf("ada@example.com", endpoints);
    const send = (headers: Record<string, string>) =>
      fetch(`${endpoints.pageUrl}/api/greetings`, {
        method: "POST",
        headers: { "Content-Type": "application/json", ...headers },
        body: JSON.stringify({ to: "Grace", text: "Lunch at one?" }),
      });

    let answer = await send({ Authorization: token });
    for (let attempt = 0; answer.status !== 201 && attempt < 100; attempt++) {
      await sleep(100); // until the edit has been built
      answer = await send({ Authorization: token });
    }

    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({ from: "ada@example.com", to: "Grace", text: "Lunch at one?" });
    expect((await send({})).status).toBe(401);
  });

  test("makes the page call it", async () => {
    const served = await fetch(`${endpoints.pageUrl}/calls/endpoints.ts`);

    expect(await served.text()).toContain("/api/greetings");
  });

  test("makes a contract that holds against app, function and gateway", async () => {
    const suite = run("jest/bin/jest.js", "test/contract/send-greeting");

    await succeeds(suite);

    expect(suite.output()).toMatch(/^18 passed, 0 failed, 0 skipped/m);
  });
});
