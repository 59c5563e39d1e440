/** The whole system as a newcomer runs it, in a copy of the checkout: `npm start`, `npm run demo`, edits, Ctrl-C. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Endpoints } from "../../local/endpoints";
import { type CheckoutCopy, copyCheckout } from "../support/checkout-copy";
import { endPrograms, type Program, startProgram } from "../support/program";
import { anyPorts, startSystemIn } from "../support/running-checkout";

jest.setTimeout(120_000);

describe("npm start", () => {
  let checkout: CheckoutCopy;
  let system: Program;

  const npm = (...args: string[]) => startProgram("npm", args, { cwd: checkout.folder, env: { SLSUSER: "" } });
  const endpointsFile = () => join(checkout.folder, ".local/endpoints.json");
  const endpoints = (): Endpoints => JSON.parse(readFileSync(endpointsFile(), "utf8"));
  const edit = (file: string, from: string, to: string) => {
    const path = join(checkout.folder, file);
    const text = readFileSync(path, "utf8");
    if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
    writeFileSync(path, text.replace(from, to));
  };

  beforeAll(async () => {
    checkout = copyCheckout();
    ({ system } = await startSystemIn(checkout.folder));
  });
  afterAll(async () => {
    await endPrograms();
    checkout.remove();
  });

  test("says where everything is, and writes it down", async () => {
    const { apiUrl, pageUrl, inboxUrl, ...rest } = endpoints();

    for (const url of [apiUrl, pageUrl, inboxUrl]) expect(system.output()).toContain(url);
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

  test("the demo tells the whole story against it", async () => {
    const demo = npm("run", "demo");

    expect(await demo.ended).toBe(0);
    expect(demo.output()).toMatch(/Hello from an secured endpoint -> demo-[0-9a-f]+@example\.com/);
    expect(demo.output().match(/refused by the gateway: 401/g)).toHaveLength(3);
  });

  test("the page is served with its configuration, and reaches the API", async () => {
    const { pageUrl, userPoolId, userPoolEndpoint } = endpoints();

    const page = await fetch(`${pageUrl}/`);
    const config = (await (await fetch(`${pageUrl}/config.json`)).json()) as Record<string, unknown>;
    const answer = await fetch(`${pageUrl}/api/helloWorld`);

    expect(page.headers.get("content-type")).toContain("text/html");
    expect(config).toMatchObject({ userPoolId, userPoolEndpoint, apiUrl: pageUrl, totp: true, passkeys: false });
    expect(await answer.json()).toBe("Hello from an unsecured endpoint");
  });

  test("a second start in the same checkout is refused, and names the running one", async () => {
    const second = npm("start", "--", ...anyPorts);

    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(endpoints().pageUrl);
  });

  test("an edit in api/ takes effect", async () => {
    edit("api/hello-world.ts", "Hello from an unsecured endpoint", "Hello from an edit");

    await eventually(async () => {
      const answer = await fetch(`${endpoints().apiUrl}/api/helloWorld`);
      expect(await answer.json()).toBe("Hello from an edit");
    });
  });

  test("an edit that does not build is reported, and what ran before goes on", async () => {
    edit("api/hello-world.ts", "Hello from an edit", 'a"');
    await system.line(/api\/ does not build/);

    const answer = await fetch(`${endpoints().apiUrl}/api/helloWorld`);

    expect(await answer.json()).toBe("Hello from an edit");
    edit("api/hello-world.ts", 'a"', "Hello again");
  });

  test("an edit of the infrastructure takes effect: a new public route is open at the gateway", async () => {
    edit(
      "api/routes.ts",
      'helloWorldSecured: { method: "GET", path: "/api/helloWorldSecured", access: "user" }',
      'helloWorldSecured: { method: "GET", path: "/api/helloWorldSecured", access: "public" }',
    );

    await eventually(async () => {
      const answer = await fetch(`${endpoints().apiUrl}/api/helloWorldSecured`);
      expect(answer.headers.has("x-amzn-errortype")).toBe(false); // no longer refused by the gateway
    });
  });

  test("Ctrl-C ends everything and takes the endpoints away", async () => {
    const { apiUrl, userPoolEndpoint, pageUrl } = endpoints();
    const saidBefore = system.output();
    system.signal("SIGINT");

    await system.ended; // with every process that holds its output
    expect(system.output()).toBe(saidBefore);
    expect(existsSync(endpointsFile())).toBe(false);
    for (const url of [apiUrl, userPoolEndpoint, String(pageUrl)]) await expect(fetch(url)).rejects.toThrow();
  });

  test("the demo then says that nothing runs", async () => {
    const demo = npm("run", "demo");

    expect(await demo.ended).toBe(1);
    expect(demo.output()).toContain("start the system with `npm start`");
  });

  test("unknown options are refused with the usage", async () => {
    const start = npm("start", "--", "--prot", "1");

    expect(await start.ended).toBe(1);
    expect(start.output()).toMatch(/--prot[\s\S]*Usage: npm start/);
  });
});

/** Waits for an edit to arrive: how long that takes is measured in bench/. */
async function eventually(check: () => Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await check();
    } catch (error) {
      if (attempt === 100) throw error;
      await sleep(100);
    }
  }
}
