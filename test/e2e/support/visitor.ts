/** A person at the page, in a browser of their own, who notices everything that must not happen. */
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import type { System } from "./system";

export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Another tab of the same browser. */
  openTab(): Promise<Page>;
  field(label: string): Locator;
  button(name: string): Locator;
  link(name: string): Locator;
  heading(name: string): Locator;
  /** The browser itself writes a line for each answer from 400 on: the test says how many of them it expects. */
  expectRefusals(status: 400 | 401 | 404, count: number): void;
  /** Requests that cannot leave are part of the test. */
  goOffline(): Promise<void>;
  /** From the sign-in screen. */
  createAccount(email: string, password: string): Promise<void>;
  signIn(email: string, password: string): Promise<void>;
  /** Everything that went wrong and was not expected. Empties the list. */
  complaints(): string[];
}

/** A token, or a password of the tests. */
const secret = /eyJ|-horse-|Temporary-9/;

const refusalLine = (status: number) =>
  `console: Failed to load resource: the server responded with a status of ${status} `;

export async function aVisitor(
  browser: Browser,
  { pageUrl }: Pick<System, "pageUrl">,
  options?: BrowserContextOptions,
): Promise<Visitor> {
  const context = await browser.newContext({ baseURL: pageUrl, ...options });
  const complaints: string[] = [];
  const expected: RegExp[] = [];
  const refusals: string[] = [];
  await context.exposeBinding("reportPolicyViolation", (_source, what: string) => complaints.push(`CSP: ${what}`));
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      (globalThis as unknown as { reportPolicyViolation(what: string): void }).reportPolicyViolation(
        `${violatedDirective} ${blockedURI}`,
      );
    });
  });
  const watch = (page: Page) => {
    page.setDefaultTimeout(30_000);
    page.on("console", (line) => {
      if (line.type() === "error") complaints.push(`console: ${line.text()}`);
      if (secret.test(line.text())) complaints.push(`secret in the console: ${line.text()}`);
    });
    page.on("pageerror", ({ message }) => complaints.push(`uncaught: ${message}`));
    page.on("requestfailed", (request) => {
      const why = request.failure()?.errorText;
      if (why === "net::ERR_ABORTED") return; // the page was left meanwhile
      complaints.push(`failed: ${request.url()} ${request.headers()["x-amz-target"] ?? ""} ${why}`);
    });
    page.on("request", (request) => {
      const { hostname, protocol } = new URL(request.url());
      const isLocal = ["localhost", "127.0.0.1"].includes(hostname) || ["data:", "blob:"].includes(protocol);
      if (!isLocal) complaints.push(`request to ${request.url()}`);
      if (secret.test(request.url())) complaints.push(`secret in the address ${request.url()}`);
    });
  };
  context.on("page", watch);
  const openTab = async () => {
    const page = await context.newPage();
    await page.goto("/");
    await page.getByRole("heading", { level: 1 }).waitFor();
    return page;
  };
  const page = await openTab();
  const field = (label: string) => page.getByLabel(label, { exact: true });
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const link = (name: string) => page.getByRole("link", { name, exact: true });
  const heading = (name: string) => page.getByRole("heading", { level: 1, name, exact: true });

  return {
    page,
    context,
    openTab,
    field,
    button,
    heading,
    link,
    expectRefusals: (status, count) => {
      for (let refusal = 0; refusal < count; refusal += 1) refusals.push(refusalLine(status));
    },
    async goOffline() {
      expected.push(/ERR_INTERNET_DISCONNECTED/);
      await context.setOffline(true);
    },
    async createAccount(email, password) {
      await link("Create an account").click();
      await field("E-mail address").fill(email);
      await field("Password").fill(password);
      await button("Create account").click();
    },
    async signIn(email, password) {
      await field("E-mail address").fill(email);
      await field("Password").fill(password);
      await button("Sign in").click();
    },
    complaints() {
      const unexpected = complaints.splice(0).filter((line) => {
        const refusal = refusals.findIndex((start) => line.startsWith(start));
        if (refusal >= 0) refusals.splice(refusal, 1);
        return refusal < 0 && !expected.some((known) => known.test(line));
      });
      return [...unexpected, ...refusals.splice(0).map((line) => `expected, but did not come: ${line}`)];
    },
  };
}
