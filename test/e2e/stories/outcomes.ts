/** Each outcome of a sign-in has its own way on. */
import { AdminResetUserPasswordCommand, SignUpCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { Stage } from "../page.test";
import { administrator, anEmail, anInvitedUser, aUser, codeFor, failToSignIn, password } from "../support/pool";

export function outcomeStories({ system, visit }: Stage): void {
  test("has one message for a wrong password and an unknown address, and keeps what was typed", async () => {
    const email = await aUser(system());
    const { page, field, signIn, expectRefusals } = await visit();
    expectRefusals(400, 2);
    const messages: string[] = [];

    for (const address of [email, anEmail()]) {
      await signIn(address, "Wrong-horse-9");
      const alert = page.getByRole("alert");
      await alert.waitFor();
      messages.push(await alert.innerText());
      expect(await field("E-mail address").inputValue()).toBe(address);
      expect(await field("Password").inputValue()).toBe("Wrong-horse-9");
      await page.reload();
    }

    expect(messages).toEqual(["Wrong e-mail address or password.", "Wrong e-mail address or password."]);
  });

  test("asks for the code where the address is not confirmed yet, and sends a fresh one", async () => {
    const email = anEmail();
    await administrator(system()).send(
      new SignUpCommand({
        ClientId: system().userPoolClientId,
        Username: email,
        Password: password,
        UserAttributes: [{ Name: "email", Value: email }],
      }),
    );
    const { page, field, button, heading, signIn, expectRefusals } = await visit();
    expectRefusals(400, 1);

    await signIn(email, password);
    await heading("Confirm your address").waitFor();
    await page.getByText("This address is not confirmed yet.").waitFor();
    await button("Send a new code").click();
    await page.getByText("A new code is on its way").waitFor();
    await field("Code").fill(await codeFor(system(), email, "resend"));
    await button("Confirm and sign in").click();

    await heading("API").waitFor();
  });

  test("asks for a new password where an administrator has reset it", async () => {
    const email = await aUser(system());
    await administrator(system()).send(
      new AdminResetUserPasswordCommand({ UserPoolId: system().userPoolId, Username: email }),
    );
    const { page, field, button, heading, signIn, expectRefusals } = await visit();
    expectRefusals(400, 1);

    await signIn(email, password);
    await heading("Choose a new password").waitFor();
    await page.getByText("Your password has to be changed").waitFor();
    await field("Code").fill(await codeFor(system(), email, "forgotPassword"));
    await field("New password").fill("Another-horse-9");
    await button("Set password and sign in").click();

    await heading("API").waitFor();
  });

  test("asks for a password of one's own after an invitation", async () => {
    const email = await anInvitedUser(system(), anEmail(), "Temporary-9");
    const { field, button, heading, signIn } = await visit();

    await signIn(email, "Temporary-9");
    await heading("Choose your password").waitFor();
    await field("New password").fill(password);
    await button("Set password and sign in").click();

    await heading("API").waitFor();
  });

  test("says when to try again after too many wrong passwords", async () => {
    const email = await aUser(system());
    const { page, signIn, expectRefusals } = await visit();
    expectRefusals(400, 2);

    for (let failures = 1; failures < 10; failures += 1) {
      await failToSignIn(system(), email);
      if (failures >= 5) system().advancePool(2 ** (failures - 5) + 1); // waits until the lock is over
    }
    await signIn(email, "Wrong-horse-9");
    await page.getByRole("alert").getByText("Wrong e-mail address or password.").waitFor();
    await signIn(email, password); // within the 32 seconds of the tenth

    await page.getByRole("alert").getByText("Try again in a minute").waitFor();
  });

  test("says that the network is down, keeps what was typed, and goes on when it is back", async () => {
    const email = await aUser(system());
    const { page, context, field, button, heading, signIn, goOffline } = await visit();

    await goOffline();
    await signIn(email, password);
    await page.getByRole("alert").getByText("cannot be reached").waitFor();
    expect(await field("E-mail address").inputValue()).toBe(email);
    expect(await field("Password").inputValue()).toBe(password);
    await context.setOffline(false);
    await button("Sign in").click();

    await heading("API").waitFor();
  });

  test("replaces a forgotten password, and takes the address along", async () => {
    const email = await aUser(system());
    const { field, button, link, heading } = await visit();

    await field("E-mail address").fill(email);
    await link("Forgot your password?").click();
    expect(await field("E-mail address").inputValue()).toBe(email);
    await button("Send the code").click();
    await heading("Choose a new password").waitFor();
    expect(await field("Code").evaluate((input) => input === document.activeElement)).toBe(true);
    await field("Code").fill(await codeFor(system(), email, "forgotPassword"));
    await field("New password").fill("Another-horse-9");
    await button("Set password and sign in").click();

    await heading("API").waitFor();
  });

  test("tells nobody whether a forgotten password's address has an account", async () => {
    const { page, field, button, link, heading } = await visit();

    await link("Forgot your password?").click();
    await field("E-mail address").fill(anEmail());
    await button("Send the code").click();

    await heading("Choose a new password").waitFor();
    await page.getByText("If this address has an account").waitFor();
  });
}
