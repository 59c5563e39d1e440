/**
 * Looks for a browser that really starts, and gets one where there is none. A program of its own, because Jest has to know
 * before it collects the tests; prints one line of JSON (`BrowserSearch`).
 */
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, mkdir, rmdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

export interface FoundBrowser {
  readonly executablePath: string;
  readonly args: readonly string[];
}

export type BrowserSearch =
  | { readonly found: FoundBrowser }
  /** Everything that was tried, in one line. */
  | { readonly tried: string };

/** For machines without a display or a user namespace, and so that the browser itself asks nobody anything. */
const quiet = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The headless shell is Chromium without its windows: half the processor time for the same pages. */
const systemNames = [
  "chromium-headless-shell",
  "google-chrome-stable",
  "google-chrome",
  "chromium",
  "chromium-browser",
  "microsoft-edge",
];
const systemPaths = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const run = promisify(execFile);

async function search(): Promise<BrowserSearch> {
  const tried: string[] = [];
  const candidates: readonly (() => Promise<readonly FoundBrowser[]>)[] = [
    async () => (process.env.E2E_BROWSER ? [browserAt(process.env.E2E_BROWSER)] : []),
    installedBrowsers,
    async () => [browserAt(chromium.executablePath())],
    downloadByPlaywright,
    downloadInsidePackage,
  ];
  for (const candidate of candidates) {
    for (const browser of await candidate().catch((error: Error) => noBrowser(tried, error))) {
      try {
        await (await chromium.launch({ ...browser, args: [...browser.args], timeout: 30_000 })).close();
        return { found: browser };
      } catch (error) {
        tried.push(`${browser.executablePath} (${firstLine(error)})`);
      }
    }
  }
  return { tried: tried.join(", ") };
}

const browserAt = (executablePath: string): FoundBrowser => ({ executablePath, args: quiet });

function noBrowser(tried: string[], error: Error): [] {
  tried.push(firstLine(error));
  return [];
}

const firstLine = (error: unknown) =>
  (String(error instanceof Error ? error.message : error).split("\n")[0] ?? "").replace("browserType.launch: ", "");

async function installedBrowsers(): Promise<readonly FoundBrowser[]> {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const paths = [...folders.flatMap((folder) => systemNames.map((name) => join(folder, name))), ...systemPaths];
  const exists = await Promise.all(
    paths.map((path) =>
      access(path, constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return paths.filter((_path, index) => exists[index]).map(browserAt);
}

async function downloadByPlaywright(): Promise<readonly FoundBrowser[]> {
  await run(process.execPath, ["node_modules/playwright-core/cli.js", "install", "chromium"], {
    timeout: 240_000,
  }).catch((error) => {
    throw new Error(`playwright-core install chromium (${firstLine(error.stderr || error)})`);
  });
  return [browserAt(chromium.executablePath())];
}

/** The browser that travels inside an npm package: for machines that reach a registry and nothing else. */
async function downloadInsidePackage(): Promise<readonly FoundBrowser[]> {
  const name = "@sparticuz/chromium";
  if (process.platform !== "linux" || process.arch !== "x64") throw new Error(`${name} (Linux on x64 only)`);
  const install = () =>
    run("npm", ["install", "--no-save", "--no-audit", "--no-fund", `${name}@143.0.4`], { timeout: 240_000 });
  const path = await alone(async (): Promise<string> => {
    await access(join("node_modules", name, "package.json")).catch(install);
    return (await import(name)).default.executablePath(); // unpacks it
  }).catch((error) => {
    throw new Error(`npm i --no-save ${name} (${firstLine(error.stderr || error)})`);
  });
  return [browserAt(path)]; // its own arguments switch CORS off, which the tests are about
}

/** Test files run side by side, but npm must not install twice into one folder at a time. */
async function alone<Value>(work: () => Promise<Value>): Promise<Value> {
  const lock = "node_modules/.e2e-browser.lock";
  for (const deadline = Date.now() + 300_000; Date.now() < deadline; await sleep(500)) {
    const isMine = await mkdir(lock).then(
      () => true,
      () => false,
    );
    if (isMine) return work().finally(() => rmdir(lock));
  }
  throw new Error(`another test run holds ${lock}; remove it if there is none`);
}

search().then((result) => process.stdout.write(`${JSON.stringify(result)}\n`));
