import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  RevokeTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Page } from "playwright-core";
import type { Stage } from "../page.test";
import { administrator, aUser, password } from "../support/pool";
import type { Visitor } from "../support/visitor";

export function sessionStories({ system, visit }: Stage): void {
  async function aSignedInVisitor(email?: string): Promise<Visitor> {
    const visitor = await visit();
    await visitor.signIn(email ?? (await aUser(system())), password);
    await visitor.heading("API").waitFor();
    return visitor;
  }

  const claim = (page: Page, name: string) =>
    page.locator(".claims > div", { has: page.locator("code", { hasText: new RegExp(`^${name}$`) }) }).locator("dd");

  test("is still there after a reload, on the same screen", async () => {
    const { page, link, heading } = await aSignedInVisitor();

    await link("Account").click();
    await heading("Account").waitFor();
    await page.reload();

    await heading("Account").waitFor();
  });

  test("shows what the ID token says, counts down, and is refreshed on request", async () => {
    const email = await aUser(system());
    const { page, link, button } = await aSignedInVisitor(email);

    await link("Session").click();
    expect(await claim(page, "email").innerText()).toBe(email);
    expect(await page.getByRole("timer").innerText()).toMatch(/^(1:00:00|59:\d\d)$/);
    const token = await claim(page, "jti").innerText();
    const family = await claim(page, "origin_jti").innerText();
    await button("Refresh now").click();
    await page.getByText("The session is refreshed").waitFor();

    expect(await page.getByRole("timer").innerText()).toMatch(/^(1:00:00|59:\d\d)$/);
    expect(await claim(page, "jti").innerText()).not.toBe(token);
    expect(await claim(page, "origin_jti").innerText()).toBe(family);
  });

  test("is refreshed by itself when its token has expired", async () => {
    const { page, button } = await aSignedInVisitor();
    const tokens = () =>
      page.evaluate(() => Object.entries(localStorage).find(([key]) => key.endsWith(".idToken"))?.[1] ?? "none");
    const before = await tokens();

    await page.clock.setFixedTime(Date.now() + 2 * 3600 * 1000);
    await button("Call /api/helloWorldSecured").click();
    await page.getByText("both accepted the ID token").waitFor();

    expect(await tokens()).not.toBe(before);
  });

  test("is renewed at the moment when the countdown ends", async () => {
    const visitor = await visit();
    const { page, link } = visitor;
    await page.clock.install();
    await visitor.signIn(await aUser(system()), password);
    await visitor.heading("API").waitFor();
    await link("Session").click();
    const token = await claim(page, "jti").innerText();

    await page.clock.fastForward("01:00:01");

    await page.waitForFunction((old) => !document.body.innerText.includes(old), token);
    await claim(page, "jti").waitFor();
  });

  test("is renewed as soon as the network is back, if it was down when the countdown ended", async () => {
    const visitor = await visit();
    const { page, context, link, goOffline } = visitor;
    await page.clock.install();
    await visitor.signIn(await aUser(system()), password);
    await visitor.heading("API").waitFor();
    await link("Session").click();
    const token = await claim(page, "jti").innerText();

    await goOffline();
    await page.clock.fastForward("01:00:01");
    await page.getByText("cannot be reached").waitFor();
    await context.setOffline(false);

    await page.waitForFunction((old) => !document.body.innerText.includes(old), token);
    await page.getByText("cannot be reached").waitFor({ state: "detached" });
  });

  test("ends everywhere: another browser learns it at its next refresh", async () => {
    const email = await aUser(system());
    const here = await aSignedInVisitor(email);
    const there = await aSignedInVisitor(email);
    there.expectRefusals(400, 1);

    await here.link("Account").click();
    await here.page.getByRole("button", { name: "End all" }).click();
    await here.button("Sign out everywhere").click();
    await here.page.getByText("You are signed out everywhere.").waitFor();
    await here.heading("Sign in").waitFor();
    await there.link("Session").click();
    await there.button("Refresh now").click();

    await there.heading("Sign in").waitFor();
    await there.page.getByText("Your session has ended. Sign in again.").waitFor();
  });

  test("ends at the next thing that the pool is asked for, too", async () => {
    const email = await aUser(system());
    const here = await aSignedInVisitor(email);
    const there = await aSignedInVisitor(email);
    there.expectRefusals(400, 2);

    await here.link("Account").click();
    await here.page.getByRole("button", { name: "End all" }).click();
    await here.button("Sign out everywhere").click();
    await here.heading("Sign in").waitFor();
    await there.link("Account").click();

    await there.heading("Sign in").waitFor();
    await there.page.getByText("Your session has ended. Sign in again.").waitFor();
  });

  test("ends with its account", async () => {
    const [gone, disabled] = [await aUser(system()), await aUser(system())];
    const [here, there] = [await aSignedInVisitor(gone), await aSignedInVisitor(disabled)];
    here.expectRefusals(400, 2);
    there.expectRefusals(400, 1);
    const { userPoolId: UserPoolId } = system();

    await administrator(system()).send(new AdminDeleteUserCommand({ UserPoolId, Username: gone }));
    await here.link("Account").click();
    await administrator(system()).send(new AdminDisableUserCommand({ UserPoolId, Username: disabled }));
    await there.link("Session").click();
    await there.button("Refresh now").click();

    await here.heading("Sign in").waitFor();
    await here.page.getByText("This account does not exist any more.").waitFor();
    await there.heading("Sign in").waitFor();
    await there.page.getByText("This account is disabled.").waitFor();
  });

  test("that was revoked is not said to have ended everywhere", async () => {
    const { page, link, button, heading, expectRefusals } = await aSignedInVisitor();
    expectRefusals(400, 1);

    await link("Account").click();
    await page.getByRole("button", { name: "End all" }).click();
    const token = await page.evaluate(
      () => Object.entries(localStorage).find(([key]) => key.endsWith(".refreshToken"))?.[1] ?? "none",
    );
    await administrator(system()).send(new RevokeTokenCommand({ ClientId: system().userPoolClientId, Token: token }));
    await button("Sign out everywhere").click();

    await heading("Sign in").waitFor();
    await page.getByText("Your session has ended. Sign in again.").waitFor();
  });

  test("that has ended elsewhere is not sent to the API when its token has expired", async () => {
    const email = await aUser(system());
    const here = await aSignedInVisitor(email);
    const there = await aSignedInVisitor(email);
    there.expectRefusals(400, 1);
    there.expectRefusals(401, 1);

    await here.link("Account").click();
    await here.page.getByRole("button", { name: "End all" }).click();
    await here.button("Sign out everywhere").click();
    await here.heading("Sign in").waitFor();
    await there.page.clock.setFixedTime(Date.now() + 2 * 3600 * 1000);
    await there.button("Call /api/helloWorldSecured").click();

    await there.page.getByText("because it carried no token").waitFor();
    await there.page.getByText("Your session has ended. Sign in again.").waitFor();
  });

  test("is not said to have ended everywhere while the pool cannot be reached", async () => {
    const { page, link, button, heading, goOffline } = await aSignedInVisitor();

    await link("Account").click();
    await page.getByRole("button", { name: "End all" }).click();
    await goOffline();
    await button("Sign out everywhere").click();

    await page.getByRole("alert").getByText("cannot be reached").waitFor();
    await heading("Account").waitFor();
  });

  test("is one for all tabs of a browser", async () => {
    const visitor = await visit();
    const tab = await visitor.openTab();

    await visitor.signIn(await aUser(system()), password);
    await tab.getByRole("heading", { level: 1, name: "API" }).waitFor();
    await tab.getByRole("button", { name: "Sign out" }).click();

    await visitor.heading("Sign in").waitFor();
  });

  test("is offered what the stage has, and nothing else", async () => {
    const { page, field, button, heading, signIn } = await visit();
    const offers = async () => ({
      passkey: await button("Use a passkey").count(),
      inbox: await page.getByRole("link", { name: "Inbox" }).count(),
    });
    const { inboxUrl: _, ...valid } = system().config as Readonly<Record<string, unknown>>;
    const before = system().config;
    expect(await offers()).toEqual({ passkey: 1, inbox: 1 });
    try {
      system().config = { ...valid, totp: false, passkeys: false };
      await page.goto("/#account");
      await page.reload();
      await field("E-mail address").waitFor();
      expect(await offers()).toEqual({ passkey: 0, inbox: 0 });
      await signIn(await aUser(system()), password);
      await heading("API").waitFor();
      await page.goto("/#account");
      await heading("Account").waitFor();
    } finally {
      system().config = before;
    }

    expect(await page.locator(".row h2").allInnerTexts()).toEqual([
      "Name",
      "Password",
      "Sessions",
      "Delete the account",
    ]);
  });

  test("needs a configuration, and says what is wrong with it", async () => {
    const { page, button, heading, expectRefusals } = await visit();
    const valid = system().config as Readonly<Record<string, unknown>>;
    expectRefusals(404, 1);
    try {
      system().config = { ...valid, userPoolId: undefined, passkeys: "maybe" };
      await page.reload();
      await page.getByText("userPoolId is missing.").waitFor();
      await page.getByText("passkeys must be true or false.").waitFor();
      system().config = undefined;
      await page.reload();
      await page.getByText("status 404").waitFor();
    } finally {
      system().config = valid;
    }
    await button("Try again").click();

    await heading("Sign in").waitFor();
  });
}
