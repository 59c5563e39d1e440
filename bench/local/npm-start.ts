/** `npm start` as a developer sees it: until it is ready, and from saving an edit until its effect. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";
import type { Endpoints } from "../../local/endpoints";

/** One run; all times in milliseconds. */
export interface StartFigures {
  /** In an installed checkout in which nothing was built or synthesized. */
  readonly firstStartMs: number;
  /** Again, with nothing changed. */
  readonly nextStartMs: number;
  readonly apiEditMs: number;
  readonly infraEditMs: number;
  /** Until a browser shows it, without reloading the page. Undefined where there is no Chromium. */
  readonly clientEditMs: number | undefined;
}

export async function measureStart(checkout: string): Promise<StartFigures> {
  for (const made of ["dist", "cdktf.out", ".local"]) rmSync(join(checkout, made), { recursive: true, force: true });
  const first = await start(checkout);
  await first.stop();
  const next = await start(checkout);
  try {
    const { apiUrl, pageUrl } = next.endpoints;
    await sleep(2_000); // nobody edits sooner
    const apiEditMs = await edit(checkout, "api/hello-world.ts", /Hello from [^"`]*/, "Hello from", async (text) =>
      (await get(`${apiUrl}/api/helloWorld`)).body.includes(text),
    );
    const infraEditMs = await edit(
      checkout,
      "infra/gateway-responses.ts",
      /(?<="X-Frame-Options": ")[^"]*/,
      "DENY",
      async (text) => (await get(`${apiUrl}/api/helloWorldSecured`)).frameOptions === text,
    );
    const clientEditMs = pageUrl ? await measureClientEdit(checkout, pageUrl) : undefined;
    return { firstStartMs: first.readyMs, nextStartMs: next.readyMs, apiEditMs, infraEditMs, clientEditMs };
  } finally {
    await next.stop();
  }
}

interface RunningSystem {
  readonly readyMs: number;
  readonly endpoints: Endpoints;
  stop(): Promise<void>;
}

async function start(checkout: string): Promise<RunningSystem> {
  const before = performance.now();
  const args = ["start", "--", "--page-port", "0", "--gateway-port", "0", "--pool-port", "0"];
  // A process group of its own, so that it can be ended as a terminal does it.
  const system = spawn("npm", args, { cwd: checkout, detached: true, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(system, "close");
  for await (const line of createInterface(system.stdout)) if (line.startsWith("listening on ")) break;
  const readyMs = performance.now() - before;
  system.stdout.resume();
  if (system.exitCode !== null) throw new Error("npm start ended before it was ready.");
  return {
    readyMs,
    endpoints: JSON.parse(readFileSync(join(checkout, ".local/endpoints.json"), "utf8")),
    async stop() {
      process.kill(-(system.pid as number), "SIGINT");
      await ended;
    },
  };
}

/** Replaces what `pattern` finds by `start` and a number, and waits until `hasArrived`. @returns how long that took */
async function edit(
  checkout: string,
  file: string,
  pattern: RegExp,
  start: string,
  hasArrived: (text: string) => Promise<boolean>,
): Promise<number> {
  const path = join(checkout, file);
  const source = readFileSync(path, "utf8");
  const text = `${start} ${process.hrtime.bigint()}`;
  const edited = source.replace(pattern, text);
  if (edited === source) throw new Error(`bench/ finds nothing to edit in ${file}.`);
  const before = performance.now();
  writeFileSync(path, edited);
  while (!(await hasArrived(text))) {
    if (performance.now() - before > 30_000) throw new Error(`An edit of ${file} has no effect.`);
    await sleep(5);
  }
  return performance.now() - before;
}

async function get(url: string): Promise<{ readonly body: string; readonly frameOptions: string | null }> {
  const response = await fetch(url);
  return { body: await response.text(), frameOptions: response.headers.get("x-frame-options") };
}

const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

async function measureClientEdit(checkout: string, pageUrl: string): Promise<number | undefined> {
  const executablePath = browsers.find(existsSync);
  if (!executablePath) return undefined;
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    await page.goto(pageUrl);
    await page.locator("footer").waitFor();
    await page.evaluate("window.hasNotReloaded = true");
    return await edit(
      checkout,
      "client/views/app.tsx",
      /User pool( \d+)?(?= ?<code>)/,
      "User pool",
      async (text) =>
        page.evaluate(
          `window.hasNotReloaded && document.querySelector("footer").textContent.includes(${JSON.stringify(text)})`,
        ) as Promise<boolean>,
    );
  } finally {
    await browser.close();
  }
}
