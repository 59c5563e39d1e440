import { source as axe } from "axe-core";
import type { Locator, Page } from "playwright-core";
import { totp } from "../../support/totp";
import type { Stage } from "../page.test";
import { anEmail, anInvitedUser, aUser, password } from "../support/pool";

interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

interface Axe {
  run(options: { readonly resultTypes: readonly string[]; readonly runOnly?: readonly string[] }): Promise<AxeResults>;
}

/** All that is not a matter of colour is the same in dark colours. */
const coloursOnly = { runOnly: ["color-contrast", "link-in-text-block"] };

/** What axe-core finds in a page that it has been loaded into, as `colours rule: element`. */
async function violations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const [colorScheme, rules] of [
    ["dark", coloursOnly],
    ["light", {}],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    const options = { resultTypes: ["violations"], ...rules };
    const results = await page.evaluate((chosen) => (globalThis as unknown as { axe: Axe }).axe.run(chosen), options);
    const elements = results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    found.push(...elements.map((element) => `${colorScheme} ${element}`));
  }
  return found;
}

export function viewStories({ system, visit }: Stage): void {
  test("is accessible to everybody, in light and in dark colours", async () => {
    const visitor = await visit({ reducedMotion: "reduce", viewport: { width: 390, height: 844 } });
    const { page, field, button, link, heading, signIn, expectRefusals } = visitor;
    expectRefusals(401, 1);
    await page.evaluate(axe);
    const found: Record<string, string[]> = {};
    const look = async (view: string) => {
      const wrong = await violations(page);
      if (wrong.length > 0) found[view] = wrong;
    };

    await look("sign-in");
    await button("Sign in").click();
    await page.getByRole("alert").waitFor();
    await look("sign-in with a fault");
    await link("Forgot your password?").click();
    await heading("Forgot your password?").waitFor();
    await look("forgot password");
    await field("E-mail address").fill(anEmail());
    await button("Send the code").click();
    await heading("Choose a new password").waitFor();
    await look("reset password");
    await link("Back to sign-in").click();
    await link("Create an account").click();
    await field("Password").fill("abc");
    await look("sign-up");
    await field("E-mail address").fill(anEmail());
    await field("Password").fill(password);
    await button("Create account").click();
    await heading("Confirm your address").waitFor();
    await look("confirm address");
    await link("Sign in").click();
    await signIn(await anInvitedUser(system()), "Temporary-9");
    await heading("Choose your password").waitFor();
    await look("new password");
    await link("API").click();
    await button("Call /api/helloWorld").click();
    await button("Call /api/helloWorldSecured").click();
    await page.getByText("carried no token").waitFor();
    await look("API, signed out");
    await link("Sign in").first().click();
    const email = await aUser(system());
    await signIn(email, password);
    await heading("API").waitFor();
    await button("Call /api/helloWorldSecured").click();
    await page.getByText("accepted the ID token").waitFor();
    await look("API");
    await link("Session").click();
    await heading("Session").waitFor();
    await look("session");
    await link("Account").click();
    await heading("Account").waitFor();
    await look("account");
    await button("Change: Password").click();
    await look("account, changing the password");
    await button("Cancel").click();
    await button("Delete: Delete the account").click();
    await look("account, deleting it");
    await button("Keep as it is").click();
    await button("Manage: Passkeys").click();
    await look("account, passkeys");
    await button("Done").click();
    await button("Set up: Authenticator app").click();
    await page.locator("canvas").waitFor();
    await look("account, setting up an authenticator app");
    await field("Code of the app").fill(totp(await page.locator(".secret").innerText(), system().poolNow()));
    await button("Turn it on").click();
    await page.getByText("The authenticator app is on").waitFor();
    await button("Sign out").click();
    await signIn(email, password);
    await heading("Enter your code").waitFor();
    await look("code of the app");

    expect(found).toEqual({});
  });

  test("fits on a small phone without scrolling sideways", async () => {
    const { page, button, link, heading, signIn } = await visit({ viewport: { width: 320, height: 640 } });
    /** What is wider than the place that it has, whether it scrolls or sticks out. */
    const overflow = () =>
      page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll("nav, main :not(input, .hidden)")]
          .filter(({ clientWidth, scrollWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
          .map(({ tagName, className }) => `${tagName} ${className}`),
      );

    expect(await overflow()).toEqual([]);
    await signIn(await aUser(system()), password);
    await heading("API").waitFor();
    await button("Call /api/helloWorldSecured").click();
    await page.getByText("accepted the ID token").waitFor();
    expect(await overflow()).toEqual([]);
    for (const view of ["Session", "Account"]) {
      await link(view).click();
      await heading(view).waitFor();
      expect(await overflow()).toEqual([]);
    }
  });

  test("shows what is chosen where the system's colours replace the page's", async () => {
    const { page, heading, signIn } = await visit({ forcedColors: "active" });
    const groundOf = (place: Locator) => place.evaluate((element) => getComputedStyle(element).backgroundColor);

    await signIn(await aUser(system()), password);
    await heading("API").waitFor();

    const chosen = await groundOf(page.getByText("ID token", { exact: true }));
    expect(chosen).not.toBe(await groundOf(page.locator("body")));
  });

  test("can be reached and used by keyboard alone", async () => {
    const { page, heading } = await visit();
    const focused = () =>
      page.evaluate(() => document.activeElement?.getAttribute("name") ?? document.activeElement?.textContent ?? "");
    const tabTo = async (name: string) => {
      for (let steps = 0; steps < 20; steps += 1) {
        await page.keyboard.press("Tab");
        if ((await focused()) === name) return;
      }
      throw new Error(`${name} cannot be reached by Tab.`);
    };

    await tabTo("email");
    await page.keyboard.type(await aUser(system()));
    await tabTo("password");
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
    await heading("API").waitFor();
    expect(await focused()).toBe("API"); // the heading of what is next
    await tabTo("Session");
    expect(
      await page.evaluate(() => document.activeElement && getComputedStyle(document.activeElement).outlineStyle),
    ).toBe(
      "solid", // and everybody sees where the keyboard is
    );
    await page.keyboard.press("Enter");

    await heading("Session").waitFor();
    expect(await focused()).toBe("Session");
  });

  test("has an address of its own: back and forward work", async () => {
    const { page, link, heading } = await visit();

    await link("Create an account").click();
    await heading("Create an account").waitFor();
    await page.goBack();
    await heading("Sign in").waitFor();
    await page.goForward();

    await heading("Create an account").waitFor();
    expect(page.url()).toContain("#sign-up");
    await page.evaluate(() => location.assign("#account"));
    await page.waitForURL(/#sign-up$/); // nobody is signed in: there is no account to show
  });

  test("tells password managers what each field is", async () => {
    const { page, field, button, link, heading } = await visit();
    const purposes = () =>
      page.locator("form input").evaluateAll((inputs) => inputs.map((input) => input.getAttribute("autocomplete")));

    expect(await purposes()).toEqual(["username", "current-password"]);
    await link("Create an account").click();
    await page.getByText("characters or more").waitFor();
    expect(await purposes()).toEqual(["username", "new-password"]);
    await link("Sign in").last().click();
    await link("Forgot your password?").click();
    await heading("Forgot your password?").waitFor();
    await field("E-mail address").fill(anEmail());
    await button("Send the code").click();
    await heading("Choose a new password").waitFor();

    expect(await purposes()).toEqual(["one-time-code", "username", "new-password"]);
  });
}
