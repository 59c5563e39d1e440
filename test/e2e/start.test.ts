/** The page as `npm start` serves it: from its sources, with the system that the command itself starts. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { document } from "../docs/support/documents";
import { applyEdit, editsOf } from "../docs/support/edits";
import { type CheckoutCopy, copyCheckout } from "../support/checkout-copy";
import { endPrograms, type Program } from "../support/program";
import { type RunningCheckout, startSystemIn } from "../support/running-checkout";
import { describeInBrowser } from "./support/browser";
import { anEmail, codeFor, password } from "./support/pool";
import { aVisitor, type Visitor } from "./support/visitor";

jest.setTimeout(180_000);

describeInBrowser("npm start", (found) => {
  let checkout: CheckoutCopy;
  let program: Program;
  let browser: Browser;
  let visitor: Visitor;
  let addresses: RunningCheckout["endpoints"];

  beforeAll(async () => {
    checkout = copyCheckout();
    [{ system: program, endpoints: addresses }, browser] = await Promise.all([
      startSystemIn(checkout.folder),
      chromium.launch({ ...found, args: [...found.args] }),
    ]);
    visitor = await aVisitor(browser, addresses);
  });

  afterAll(async () => {
    await browser?.close();
    program?.signal("SIGTERM");
    await Promise.race([program?.ended, new Promise((resolve) => setTimeout(resolve, 10_000).unref())]);
    await endPrograms();
    checkout?.remove();
  });

  test("serves a page that leads from sign-up to a secured call", async () => {
    const email = anEmail();
    const { page, field, button, link, heading } = visitor;

    await link("Create an account").click();
    await field("E-mail address").fill(email);
    await field("Password").fill(password);
    await button("Create account").click();
    await heading("Confirm your address").waitFor();
    await field("Code").fill(await codeFor({ userPoolUrl: addresses.userPoolEndpoint }, email, "signUp"));
    await button("Confirm and sign in").click();
    await heading("API").waitFor();
    await button("Call /api/helloWorldSecured").click();
    await page.getByText(`"Hello from an secured endpoint -> ${email}"`).waitFor();

    expect(visitor.complaints()).toEqual([]);
  });

  test("shows an edit of the page at once, and keeps who is signed in", async () => {
    const { page } = visitor;
    const file = join(checkout.folder, "client/views/api.tsx");

    writeFileSync(file, readFileSync(file, "utf8").replace("The endpoints at", "The edited endpoints at"));

    await page.getByText("The edited endpoints at").waitFor();
    await page.getByText("both accepted the ID token").waitFor(); // the answer from before is still there
    expect(visitor.complaints()).toEqual([]);
  });

  test("lets a visitor call the route of the tutorial, with a body of their own", async () => {
    const { page, field, button } = visitor;
    for (const edit of editsOf(document("docs/add-a-route.md").blocks)) applyEdit(checkout.folder, edit);

    const preflight = () => fetch(`${addresses.apiUrl}/api/greetings`, { method: "OPTIONS" });
    while ((await preflight()).status !== 204) await page.waitForTimeout(100); // until the edit has been built
    // Only now: on a busy machine the page may take over an edit late, and what was typed before with it.
    await field("Body of POST /api/greetings").fill('{ "to": "Grace", "text": "Tea at four?" }');
    await button("Call /api/greetings").click();

    await page.getByText('"text": "Tea at four?"').waitFor();
    expect(visitor.complaints()).toEqual([]);
  });
});
