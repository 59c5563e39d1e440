import type { Stage } from "../page.test";
import { anEmail, aUser, codeFor, password } from "../support/pool";

export function signUpStories({ system, visit }: Stage): void {
  test("leads from an address and a password to a secured call, and out again", async () => {
    const email = anEmail();
    const visitor = await visit();
    const { page, field, button, heading, createAccount } = visitor;

    await createAccount(email, password);
    await heading("Confirm your address").waitFor();
    await field("Code").fill(await codeFor(system(), email, "signUp"));
    await button("Confirm and sign in").click();
    await heading("API").waitFor();
    await page.locator("header").getByText(email).waitFor();
    await button("Call /api/helloWorldSecured").click();
    await page.getByText(`"Hello from an secured endpoint -> ${email}"`).waitFor();
    await button("Sign out").click();
    await page.getByText("You are signed out.").waitFor();

    await heading("Sign in").waitFor();
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
  });

  test("shows the pool's rules, and checks them while the password is typed", async () => {
    const { page, field, button, link } = await visit();
    const unmet = () => page.locator(".rules li:not(.met)").count();

    await link("Create an account").click();
    expect(await unmet()).toBe(5);
    await field("Password").fill("abcdefgh");
    await page.locator(".rules .met").nth(1).waitFor();
    expect(await unmet()).toBe(3);
    await field("E-mail address").fill(anEmail());
    await button("Create account").click();

    await page.getByRole("alert").getByText("does not meet every rule").waitFor();
    expect(await field("Password").evaluate((input) => input === document.activeElement)).toBe(true);
    const descriptions = await field("Password").evaluate((input) =>
      (input.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent),
    );
    expect(descriptions[0]).toContain("does not meet every rule"); // first what is wrong, then the rules
    expect(descriptions).toHaveLength(2);
  });

  test("sends a new code on request: the first one works no longer", async () => {
    const email = anEmail();
    const { page, field, button, heading, createAccount, expectRefusals } = await visit();

    await createAccount(email, password);
    await heading("Confirm your address").waitFor();
    const first = await codeFor(system(), email, "signUp");
    await button("Send a new code").click();
    await page.getByText("A new code is on its way").waitFor();
    const second = await codeFor(system(), email, "resend");
    if (first !== second) {
      expectRefusals(400, 1);
      await field("Code").fill(first);
      await button("Confirm and sign in").click();
      await page.getByRole("alert").getByText("This is not the right code.").waitFor();
    }
    await field("Code").fill(` ${second.slice(0, 3)} ${second.slice(3)} `); // as people paste it
    await button("Confirm and sign in").click();

    await heading("API").waitFor();
  });

  test("says that an address has an account already", async () => {
    const email = await aUser(system());
    const { page, createAccount, expectRefusals } = await visit();
    expectRefusals(400, 1);

    await createAccount(email, password);

    await page.getByRole("alert").getByText("There is an account with this address already").waitFor();
  });

  test("goes on at the code after a reload, with the address that it is for", async () => {
    const email = anEmail();
    const { page, field, button, heading, createAccount } = await visit();

    await createAccount(email, password);
    await heading("Confirm your address").waitFor();
    await page.reload(); // as a phone does, while the message is read elsewhere
    await heading("Confirm your address").waitFor();
    await page.goBack();
    await heading("Create an account").waitFor();
    await page.goForward();
    await field("Code").fill(await codeFor(system(), email, "signUp"));
    await button("Confirm and sign in").click();
    await page.getByText("Your address is confirmed. Sign in.").waitFor();

    expect(await field("E-mail address").inputValue()).toBe(email);
  });

  test("says what the pool objects to, also where no field is at fault", async () => {
    const email = anEmail();
    const { page, field, button, heading, createAccount, expectRefusals } = await visit();
    expectRefusals(400, 1);

    await createAccount(email, password);
    await heading("Confirm your address").waitFor();
    // Cognito's answer when the address has become another user's meanwhile, which the embedded pool keeps from happening
    await page.route(`${system().userPoolUrl}/`, (route) =>
      route.fulfill({
        status: 400,
        headers: { "access-control-allow-origin": "*" },
        json: { __type: "AliasExistsException", message: "An account with the email already exists." },
      }),
    );
    await field("Code").fill("123456");
    await button("Confirm and sign in").click();

    await page.getByRole("alert").getByText("There is an account with this address already").waitFor();
  });

  test("leads to the local inbox, where the code is", async () => {
    const email = anEmail();
    const { page, context, button, link, heading, createAccount } = await visit();

    await createAccount(email, password);
    await heading("Confirm your address").waitFor();
    const opened = context.waitForEvent("page");
    await link("the inbox").click();
    const inbox = await opened;
    const newest = inbox.getByRole("listitem").first();
    const firstCode = await codeFor(system(), email, "signUp");
    await newest.getByText(firstCode, { exact: true }).waitFor();
    await newest.getByRole("button").focus();
    expect(await page.title()).toContain("Confirm your address");

    await button("Send a new code").click();
    await page.getByText("A new code is on its way").waitFor();
    const code = await codeFor(system(), email, "resend");
    await newest.getByText(code, { exact: true }).waitFor(); // by itself
    expect(await inbox.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toContain(firstCode);
    await newest.getByRole("button").click();
    await newest.getByRole("button", { name: `Selected the code ${code}` }).waitFor(); // nothing may be copied yet
    expect(await inbox.evaluate(() => String(getSelection()))).toBe(code);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await newest.getByRole("button").click();
    await newest.getByRole("button", { name: `Copied the code ${code}` }).waitFor();

    expect(await inbox.evaluate(() => navigator.clipboard.readText())).toBe(code);
  });
}
