/** The browser of the tests. */
import { spawnSync } from "node:child_process";
import { typescript } from "../../../local/typescript";
import type { BrowserSearch, FoundBrowser } from "./browser-search";

/**
 * The first browser that starts: `E2E_BROWSER`, the system's, Playwright's own, or one that is downloaded now.
 * Without any, the tests are skipped with one line that says what was tried; where `CI=true` they fail.
 */
export function describeInBrowser(name: string, tests: (browser: FoundBrowser) => void): void {
  const search = findBrowser();
  if ("found" in search) {
    describe(name, () => tests(search.found));
    return;
  }
  const need = `needs a browser: install Chrome or Chromium, or name one in E2E_BROWSER (tried: ${search.tried})`;
  describe(name, () => {
    if (process.env.CI !== "true") test.skip(need, () => undefined);
    else {
      test("has a browser", () => {
        throw new Error(need);
      });
    }
  });
}

function findBrowser(): BrowserSearch {
  const { BROWSER_SEARCH_CA_CERTS, ...environment } = process.env; // jest.config.js keeps them from all other programs
  const { stdout, stderr } = spawnSync(process.execPath, [...typescript, "test/e2e/support/browser-search.ts"], {
    env: { ...environment, ...(BROWSER_SEARCH_CA_CERTS && { NODE_EXTRA_CA_CERTS: BROWSER_SEARCH_CA_CERTS }) },
    encoding: "utf8",
    timeout: 600_000,
  });
  try {
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
  } catch {
    return { tried: `the search itself failed: ${stderr.trim().split("\n").at(-1) ?? "no words"}` };
  }
}
