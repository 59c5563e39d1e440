import { startTestPool, type TestPool } from "./support/running-pool";
import { anUnconfirmedUser } from "./support/users";

let pool: TestPool;
beforeAll(async () => {
  pool = await startTestPool();
});

describe("the inbox", () => {
  test("answers the messages of one address, whatever its case, newest first", async () => {
    const { email } = await anUnconfirmedUser(pool, "Plus+Sign%@example.com");

    const response = await fetch(`${pool.url}/inbox/${encodeURIComponent(email.toLowerCase())}.json`);

    expect(response.headers.get("content-type")).toBe("application/json");
    await expect(response.json()).resolves.toMatchObject({ messages: [{ to: email, purpose: "signUp" }] });
  });

  test("answers an empty list for an unknown address, and refuses a malformed one", async () => {
    const unknown = await fetch(`${pool.url}/inbox/nobody%40example.com.json`);
    const malformed = await fetch(`${pool.url}/inbox/%E0%A4%A.json`);

    await expect(unknown.json()).resolves.toEqual({ messages: [] });
    expect(malformed.status).toBe(400);
  });

  test("lists the messages of everybody, newest first", async () => {
    const first = await anUnconfirmedUser(pool);
    pool.clock.advance(1);
    const second = await anUnconfirmedUser(pool);

    const response = await fetch(`${pool.url}/inbox.json`);
    const { messages } = (await response.json()) as { messages: { to: string }[] };

    expect(messages.slice(0, 2).map(({ to }) => to)).toEqual([second.email, first.email]);
  });

  test("is a page that may run its own script and nothing else", async () => {
    const page = await fetch(`${pool.url}/inbox`);
    const html = await page.text();

    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'");
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style| on[a-z]+=/);
    for (const [, path] of html.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
      await expect(fetch(`${pool.url}${path}`)).resolves.toMatchObject({ status: 200 });
    }
  });
});
