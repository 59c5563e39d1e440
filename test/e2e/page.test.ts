/**
 * The built page in a real browser, against the real parts: user pool, gateway, function. One system serves all stories,
 * every test has a browser profile and users of its own.
 */
import { type Browser, type BrowserContextOptions, chromium } from "playwright-core";
import { accountStories } from "./stories/account";
import { apiStories } from "./stories/api";
import { outcomeStories } from "./stories/outcomes";
import { sessionStories } from "./stories/session";
import { signUpStories } from "./stories/sign-up";
import { strongerSignInStories } from "./stories/stronger-sign-in";
import { viewStories } from "./stories/views";
import { describeInBrowser } from "./support/browser";
import { type System, startSystem } from "./support/system";
import { aVisitor, type Visitor } from "./support/visitor";

jest.setTimeout(180_000);

/** What the stories get. */
export interface Stage {
  readonly system: () => System;
  /** Opens the page in a new browser profile; whoever came is asked at the end of the test what went wrong. */
  readonly visit: (options?: BrowserContextOptions) => Promise<Visitor>;
}

describeInBrowser("the page", (found) => {
  let system: System;
  let browser: Browser;
  const visitors: Visitor[] = [];

  beforeAll(async () => {
    [system, browser] = await Promise.all([startSystem(), chromium.launch({ ...found, args: [...found.args] })]);
  });

  afterEach(async () => {
    const gone = visitors.splice(0);
    const complaints = gone.flatMap((visitor) => visitor.complaints());
    await Promise.all(gone.map(({ context }) => context.close()));
    expect(complaints).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    await system?.close();
  });

  const stage: Stage = {
    system: () => system,
    async visit(options) {
      const visitor = await aVisitor(browser, system, options);
      visitors.push(visitor);
      return visitor;
    },
  };

  describe("signing up", () => signUpStories(stage));
  describe("signing in", () => outcomeStories(stage));
  describe("the API", () => apiStories(stage));
  describe("the session", () => sessionStories(stage));
  describe("the account", () => accountStories(stage));
  describe("a stronger sign-in", () => strongerSignInStories(stage));
  describe("every view", () => viewStories(stage));
});
