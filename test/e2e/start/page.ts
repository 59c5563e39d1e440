/** The page as `npm start` serves it, from its sources, in a browser. */
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, chromium } from "playwright-core";
import { describeInBrowser } from "../support/browser";
import { anEmail, codeFor, password } from "../support/pool";
import { aVisitor, type Visitor } from "../support/visitor";
import { edit, editInTwoSteps } from "./edit-files";
import type { RunningCheckout } from "./running-checkout";

export function pageStories(running: () => RunningCheckout): void {
  describeInBrowser("the page", (found) => {
    let browser: Browser;
    let visitor: Visitor;

    beforeAll(async () => {
      browser = await chromium.launch({ ...found, args: [...found.args] });
      visitor = await aVisitor(browser, running().endpoints);
    });
    afterEach(() => expect(visitor.complaints()).toEqual([]));
    afterAll(() => browser?.close());

    test("leads from sign-up to a secured call", async () => {
      const { userPoolEndpoint } = running().endpoints;
      const email = anEmail();
      const { page, field, button, heading, createAccount } = visitor;

      await createAccount(email, password);
      await heading("Confirm your address").waitFor();
      await field("Code").fill(await codeFor({ userPoolUrl: userPoolEndpoint }, email, "signUp"));
      await button("Confirm and sign in").click();
      await heading("API").waitFor();
      await button("Call /api/helloWorldSecured").click();

      await page.getByText(`"Hello from an secured endpoint -> ${email}"`).waitFor();
    });

    test("calls the route of the tutorial, with a body of one's own", async () => {
      const { page, field, button } = visitor;

      await field("Body of POST /api/greetings").fill('{ "to": "Grace", "text": "Tea at four?" }');
      await button("Call /api/greetings").click();

      await page.getByText('"text": "Tea at four?"').waitFor();
    });

    test("shows an edit of itself at once, and keeps who is signed in", async () => {
      const { page } = visitor;

      edit(running().folder, "client/views/api.tsx", "The endpoints at", "The edited endpoints at");

      await page.getByText("The edited endpoints at").waitFor();
      await page.getByText("both accepted the ID token").first().waitFor(); // the answers from before are still there
    });

    test("shows an edit that is saved in two steps, however long they take", async () => {
      const { page } = visitor;
      let shown = "The edited endpoints at";

      for (const pauseMs of [10, 20, 30, 40]) {
        const next = `The endpoints, ${pauseMs} ms later, at`;
        await editInTwoSteps(pauseMs, running().folder, "client/views/api.tsx", shown, next);
        await page.getByText(next).waitFor();
        shown = next;
      }
    });

    // A formatter after a save, or a change of branch
    test("shows the last of two edits, however soon it follows", async () => {
      const { page } = visitor;
      let shown = "The endpoints, 40 ms later, at";

      for (const pauseMs of [10, 20, 30, 40]) {
        const next = `The endpoints, edited again after ${pauseMs} ms, at`;
        edit(running().folder, "client/views/api.tsx", shown, "The endpoints, edited for now, at");
        await sleep(pauseMs);
        edit(running().folder, "client/views/api.tsx", "The endpoints, edited for now, at", next);
        await page.getByText(next).waitFor();
        shown = next;
      }
    });
  });
}
