/** The tutorial, carried out as a reader does it, while the system runs. */
import { join } from "node:path";
import { document } from "../../docs/support/documents";
import { applyEdit, editsOf } from "../../docs/support/edits";
import { eventually } from "../../support/eventually";
import { startProgram } from "../../support/program";
import { idTokenOf } from "./a-user";
import type { RunningCheckout } from "./running-checkout";

export function tutorialStories(running: () => RunningCheckout): void {
  const edits = editsOf(document("docs/add-a-route.md").blocks);

  test("is short: five files, two of them new, and no more than three lines in the others", () => {
    expect(edits.map(({ kind }) => kind).sort()).toEqual(["change", "change", "change", "create", "create"]);
    for (const { kind, code } of edits) {
      if (kind === "change") expect(code.match(/^\+/gm)?.length).toBeLessThanOrEqual(3);
    }
  });

  test("makes a route that takes effect at once: for a user, through the page's own address", async () => {
    const { folder, endpoints } = running();
    const token = await idTokenOf("ada@example.com", endpoints);
    const send = (headers: Record<string, string>) =>
      fetch(`${endpoints.pageUrl}/api/greetings`, {
        method: "POST",
        headers: { "Content-Type": "application/json", ...headers },
        body: JSON.stringify({ to: "Grace", text: "Lunch at one?" }),
      });

    for (const edit of edits) applyEdit(folder, edit);

    await eventually(async () => {
      const answer = await send({ Authorization: token });
      expect(answer.status).toBe(201);
      expect(await answer.json()).toEqual({ from: "ada@example.com", to: "Grace", text: "Lunch at one?" });
    });
    expect((await send({})).status).toBe(401);
  });

  test("makes the page call it", async () => {
    const served = await fetch(`${running().endpoints.pageUrl}/calls/endpoints.ts`);

    expect(await served.text()).toContain("/api/greetings");
  });

  test("makes a contract that holds against app, function and gateway", async () => {
    const args = [join("node_modules", "jest/bin/jest.js"), "test/contract/send-greeting"];
    const suite = startProgram(process.execPath, args, { cwd: running().folder });

    const status = await suite.ended;

    expect({ status, output: suite.output() }).toEqual({
      status: 0,
      output: expect.stringMatching(/^18 passed, 0 failed, 0 skipped/m),
    });
  });
}
