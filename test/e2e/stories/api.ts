import { createServer } from "node:http";
import { listen } from "../../../local/listen";
import type { Stage } from "../page.test";
import { aUser, password } from "../support/pool";

export function apiStories({ system, visit }: Stage): void {
  test("answers the public call, and shows where the secured one is refused, signed out", async () => {
    const { page, button, link, expectRefusals } = await visit();
    expectRefusals(401, 1);

    await link("API").click();
    await button("Call /api/helloWorld").click();
    await page.getByText('"Hello from an unsecured endpoint"').waitFor();
    await button("Call /api/helloWorldSecured").click();
    await page.getByText("because it carried no token. The app never saw it.").waitFor();

    const refused = page.locator(".answer.refused");
    expect(await refused.locator(".status").innerText()).toBe("401");
    expect(await refused.locator(".duration").innerText()).toMatch(/^\d+ ms$/);
    expect(await refused.locator("pre").innerText()).toContain('"message": "Unauthorized"');
    expect(await refused.locator(".trail .stopped").innerText()).toContain("Gateway");
  });

  test("takes the ID token, and refuses the access token and a call without one", async () => {
    const email = await aUser(system());
    const { page, button, heading, signIn, expectRefusals } = await visit();
    expectRefusals(401, 2);
    await signIn(email, password);
    await heading("API").waitFor();
    const call = () => button("Call /api/helloWorldSecured").click();

    await call();
    await page.getByText("both accepted the ID token").waitFor();
    await page.getByText("Access token", { exact: true }).click();
    await call();
    await page.getByText("this API takes the ID token").waitFor();
    await page.getByText("No token", { exact: true }).click();
    await call();
    await page.getByText("because it carried no token").waitFor();
  });

  test("says when nothing answers", async () => {
    const { page, button, link, goOffline } = await visit();

    await link("API").click();
    await goOffline();
    await button("Call /api/helloWorld").click();

    await page.getByText("Nothing answered.").waitFor();
  });

  test("can be read from another origin, refusals included", async () => {
    const { page, expectRefusals } = await visit();
    expectRefusals(401, 1);
    const other = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      response.end("<!doctype html><link rel=icon href=data:,><title>Another origin</title>");
    });
    const port = await listen(other, { port: 0, ifTaken: "fail" });
    try {
      await page.goto(`http://127.0.0.1:${port}/`);
      const seen = await page.evaluate(async (url) => {
        const response = await fetch(url, { headers: { Authorization: "Bearer nonsense" } });
        return {
          status: response.status,
          body: await response.json(),
          errorType: response.headers.get("x-amzn-errortype"),
          hasRequestId: response.headers.has("x-amzn-requestid"),
        };
      }, `${system().apiUrl}/api/helloWorldSecured`);

      expect(seen).toEqual({
        status: 401,
        body: { message: "Unauthorized" },
        errorType: "UnauthorizedException",
        hasRequestId: true,
      });
    } finally {
      other.closeAllConnections();
      other.close();
    }
  });
}
