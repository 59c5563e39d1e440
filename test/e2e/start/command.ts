/** What `npm start` says, what it refuses, and how it ends. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { startProgram } from "../../support/program";
import { anyPorts, type RunningCheckout } from "./running-checkout";

const npmIn = (folder: string, ...args: string[]) => startProgram("npm", args, { cwd: folder, env: { SLSUSER: "" } });
const endpointsFile = (folder: string) => join(folder, ".local/endpoints.json");

export function commandStories(running: () => RunningCheckout): void {
  test("says where everything is, and writes it down", async () => {
    const { apiUrl, pageUrl, inboxUrl, ...rest } = running().endpoints;

    for (const url of [apiUrl, pageUrl, inboxUrl]) expect(running().system.output()).toContain(url);
    expect(rest).toEqual({
      region: "eu-west-1",
      stage: "dev",
      userPoolId: expect.stringMatching(/^eu-west-1_[A-Za-z0-9]{9}$/),
      userPoolClientId: expect.stringMatching(/^[a-z0-9]{26}$/),
      userPoolEndpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    });
    expect(apiUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/dev$/);
    expect(pageUrl).toMatch(/^http:\/\/localhost:\d+$/);
  });

  test("serves the page with its configuration, and the API below it", async () => {
    const { pageUrl, userPoolId, userPoolEndpoint } = running().endpoints;

    const page = await fetch(`${pageUrl}/`);
    const config = (await (await fetch(`${pageUrl}/config.json`)).json()) as Record<string, unknown>;
    const answer = await fetch(`${pageUrl}/api/helloWorld`);

    expect(page.headers.get("content-type")).toContain("text/html");
    expect(config).toMatchObject({ userPoolId, userPoolEndpoint, apiUrl: pageUrl, totp: true, passkeys: false });
    expect(await answer.json()).toBe("Hello from an unsecured endpoint");
  });

  test("lets the demo tell the whole story against it", async () => {
    const demo = npmIn(running().folder, "run", "demo");

    expect(await demo.ended).toBe(0);
    expect(demo.output()).toMatch(/Hello from an secured endpoint -> demo-[0-9a-f]+@example\.com/);
    expect(demo.output().match(/refused by the gateway: 401/g)).toHaveLength(3);
  });

  test("refuses a second start in the same checkout, and names the running one", async () => {
    const second = npmIn(running().folder, "start", "--", ...anyPorts);

    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(running().endpoints.pageUrl);
  });

  test("refuses unknown options, with the usage", async () => {
    const start = npmIn(running().folder, "start", "--", "--prot", "1");

    expect(await start.ended).toBe(1);
    expect(start.output()).toMatch(/--prot[\s\S]*Usage: npm start/);
  });
}

export function endStories(running: () => RunningCheckout): void {
  test("is Ctrl-C, which ends everything and takes the endpoints away", async () => {
    const { system, endpoints, folder } = running();
    const { apiUrl, userPoolEndpoint, pageUrl } = endpoints;
    const saidBefore = system.output();
    system.signal("SIGINT");

    await system.ended; // with every process that holds its output
    expect(system.output()).toBe(saidBefore);
    expect(existsSync(endpointsFile(folder))).toBe(false);
    for (const url of [apiUrl, userPoolEndpoint, pageUrl]) await expect(fetch(url)).rejects.toThrow();
  });

  test("is known to the demo: it says that nothing runs", async () => {
    const demo = npmIn(running().folder, "run", "demo");

    expect(await demo.ended).toBe(1);
    expect(demo.output()).toContain("start the system with `npm start`");
  });
}
