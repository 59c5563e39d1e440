/**
 * `npm start` in a copy of the checkout, as a newcomer meets it: the command, the demo, edits, the tutorial, the page, and
 * Ctrl-C. One system serves all stories in this order; each one lives with the edits of those before it.
 */
import { type CheckoutCopy, copyCheckout } from "../support/checkout-copy";
import { endPrograms } from "../support/program";
import { commandStories, endStories } from "./start/command";
import { editStories } from "./start/edits";
import { pageStories } from "./start/page";
import { type RunningCheckout, startSystemIn } from "./start/running-checkout";
import { tutorialStories } from "./start/tutorial";

jest.setTimeout(180_000);

describe("npm start", () => {
  let checkout: CheckoutCopy;
  let running: RunningCheckout;

  beforeAll(async () => {
    checkout = copyCheckout();
    running = await startSystemIn(checkout.folder);
  });
  afterAll(async () => {
    await endPrograms();
    checkout.remove();
  });

  describe("the command", () => commandStories(() => running));
  describe("the tutorial, docs/add-a-route.md", () => tutorialStories(() => running));
  pageStories(() => running);
  describe("an edit", () => editStories(() => running));
  describe("its end", () => endStories(() => running));
});
