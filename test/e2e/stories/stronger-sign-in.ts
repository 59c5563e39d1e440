/** What sign-in can ask for besides, or instead of, the password. */

import { totp } from "../../support/totp";
import type { Stage } from "../page.test";
import { aUser, password } from "../support/pool";
import { visitTheAccount } from "../support/visit-the-account";
import type { Visitor } from "../support/visitor";

export function strongerSignInStories({ system, visit }: Stage): void {
  const atTheAccount = (email?: string) => visitTheAccount({ system, visit }, email);

  /** Sets up an authenticator app on the account screen, and gives its codes. */
  async function anAuthenticatorApp({ page, field, button }: Visitor): Promise<() => string> {
    await button("Set up: Authenticator app").click();
    const key = await page.locator(".secret").innerText();
    const nextCode = () => {
      system().advancePool(30); // a code works once, and the next one comes with the next step
      return totp(key, system().poolNow());
    };
    await field("Code of the app").fill(nextCode());
    await button("Turn it on").click();
    await page.getByText("The authenticator app is on").waitFor();
    return nextCode;
  }

  /** A device with a fingerprint reader that always agrees. */
  async function aDevice({ page, context }: Visitor): Promise<void> {
    const devTools = await context.newCDPSession(page);
    await devTools.send("WebAuthn.enable");
    await devTools.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
  }

  test("takes an authenticator app, which sign-in asks for from then on, until it is turned off", async () => {
    const email = await aUser(system());
    const visitor = await atTheAccount(email);
    const { page, field, button, link, heading, signIn, expectRefusals } = visitor;
    expectRefusals(400, 1);

    const nextCode = await anAuthenticatorApp(visitor);
    await button("Sign out").click();
    await signIn(email, password);
    await heading("Enter your code").waitFor();
    await field("Code of the app").fill("000000");
    await button("Sign in").click();
    await page.getByRole("alert").getByText("This is not the right code.").waitFor();
    await field("Code of the app").fill(nextCode());
    await button("Sign in").click();
    await heading("API").waitFor();
    await link("Account").click();
    await button("Turn off: Authenticator app").click();
    await button("Turn it off").click();
    await page.getByText("The authenticator app is off.").waitFor();
    await button("Sign out").click();
    await signIn(email, password);

    await heading("API").waitFor();
  });

  test("draws the key of an authenticator app as a QR code, and says when the code is wrong", async () => {
    const { page, field, button, expectRefusals } = await atTheAccount();
    expectRefusals(400, 1);

    await button("Set up: Authenticator app").click();
    const canvas = page.locator("canvas");
    await canvas.waitFor();
    const isDrawn = await canvas.evaluate((element: HTMLCanvasElement) => {
      const pixels = Array.from(element.getContext("2d")?.getImageData(0, 0, element.width, element.height).data ?? []);
      return pixels.includes(0) && pixels.includes(255);
    });
    await field("Code of the app").fill("000000");
    await button("Turn it on").click();
    await page.getByRole("alert").getByText("This is not the right code.").waitFor();

    expect(isDrawn).toBe(true);
    expect(await field("Code of the app").inputValue()).toBe("000000");
  });

  test("says when an authenticator app cannot be set up", async () => {
    const { page, button, goOffline } = await atTheAccount();

    await button("Set up: Authenticator app").waitFor();
    await goOffline();
    await button("Set up: Authenticator app").click();

    await page.getByRole("alert").getByText("cannot be reached").waitFor();
  });

  test("takes a passkey, which signs in without a password, until it is deleted", async () => {
    const email = await aUser(system());
    const visitor = await atTheAccount(email);
    const { page, field, button, link, heading } = visitor;
    const passkeySignIn = async () => {
      // As a password manager may fill it in: without an event
      await field("E-mail address").evaluate((input: HTMLInputElement, value) => {
        input.value = value;
      }, email);
      await button("Use a passkey").click();
    };

    await aDevice(visitor);
    await button("Manage: Passkeys").click();
    await button("Add a passkey").click();
    await page.getByText("The passkey is added.").waitFor();
    expect(await page.locator(".passkeys li").count()).toBe(1);
    await button("Sign out").click();
    await passkeySignIn();
    await heading("API").waitFor();
    await button("Call /api/helloWorldSecured").click();
    await page.getByText(`"Hello from an secured endpoint -> ${email}"`).waitFor();
    await link("Account").click();
    await button("Manage: Passkeys").click();
    expect(await button("Add a passkey").evaluate((element) => element === document.activeElement)).toBe(true);
    await page.locator(".passkeys").getByRole("button").click();
    await page.getByText("The passkey is deleted.").waitFor();
    expect(await button("Add a passkey").evaluate((element) => element === document.activeElement)).toBe(true);
    await button("Sign out").click();
    await passkeySignIn();

    await page.getByRole("alert").getByText("No passkey can be used here").waitFor();
  });

  test("says that passkeys wait while an authenticator app is on, and sign-in asks for the password", async () => {
    const email = await aUser(system());
    const visitor = await atTheAccount(email);
    const { page, field, button } = visitor;

    await aDevice(visitor);
    await anAuthenticatorApp(visitor);
    await button("Manage: Passkeys").click();
    await page.getByText("signing in offers the password only").waitFor();
    await button("Add a passkey").click();
    await page.getByText("The passkey is added.").waitFor();
    await button("Sign out").click();
    await field("E-mail address").fill(email);
    await button("Use a passkey").click();

    await page.getByRole("alert").getByText("Use the password.").waitFor();
  });
}
