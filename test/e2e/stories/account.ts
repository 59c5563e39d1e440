import type { Stage } from "../page.test";
import { aUser, password } from "../support/pool";
import { visitTheAccount } from "../support/visit-the-account";

export function accountStories({ system, visit }: Stage): void {
  const atTheAccount = (email?: string) => visitTheAccount({ system, visit }, email);

  test("takes a new name, which the token carries at once", async () => {
    const { page, field, button, link } = await atTheAccount();

    await button("Change: Name").click();
    await field("Your name").fill("Ann Example");
    await button("Save").click();
    await page.getByText("Your name is changed.").waitFor();
    await link("Session").click();

    await page.locator(".claims").getByText("Ann Example").waitFor();
  });

  test("takes a new password, and the old one works no longer", async () => {
    const email = await aUser(system());
    const { page, field, button, heading, signIn, expectRefusals } = await atTheAccount(email);
    expectRefusals(400, 2);

    await button("Change: Password").click();
    await field("Current password").fill("Wrong-horse-9");
    await field("New password").fill("Another-horse-9");
    await button("Change password").click();
    await page.getByRole("alert").getByText("This is not your current password.").waitFor();
    await field("Current password").fill(password);
    await button("Change password").click();
    await page.getByText("Your password is changed.").waitFor();
    await button("Sign out").click();
    await signIn(email, password);
    await page.getByRole("alert").getByText("Wrong e-mail address or password.").waitFor();
    await signIn(email, "Another-horse-9");

    await heading("API").waitFor();
  });

  test("has every row in its place before the pool has told what it says", async () => {
    const { page, button } = await atTheAccount();
    const top = async () => (await button("Delete: Delete the account").boundingBox())?.y;
    const pool = `${system().userPoolUrl}/`;

    await page.route(pool, () => undefined); // never answers
    await page.reload();
    await page.getByText("…", { exact: true }).first().waitFor();
    const early = await top();
    await page.unroute(pool);
    await page.reload();
    await button("Manage: Passkeys").waitFor();

    expect(await top()).toBe(early);
  });

  test("is deleted after a second thought only", async () => {
    const email = await aUser(system());
    const { page, button, heading, signIn, expectRefusals } = await atTheAccount(email);
    expectRefusals(400, 1);

    await button("Delete: Delete the account").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter"); // as of a key that is held: keeps everything as it is
    expect(await button("Delete: Delete the account").evaluate((element) => element === document.activeElement)).toBe(
      true,
    );
    await button("Delete: Delete the account").click();
    await button("Delete my account").click();
    await page.getByText("Your account is deleted.").waitFor();
    await heading("Sign in").waitFor();
    await signIn(email, password);

    await page.getByRole("alert").getByText("Wrong e-mail address or password.").waitFor();
  });
}
