/** The code of all documents together, in one copy of the checkout: the compiler takes seconds for each. */
import { type CheckoutCopy, copyCheckout } from "../support/checkout-copy";
import { endPrograms, startProgram } from "../support/program";
import { documents } from "./support/documents";
import { applyEdit, editsOf } from "./support/edits";

jest.setTimeout(60_000);

describe("the examples of the documents", () => {
  const edits = documents().flatMap(({ blocks }) => editsOf(blocks));
  let checkout: CheckoutCopy;

  const complaintsOf = async (tool: string, ...args: string[]) => {
    const program = startProgram(process.execPath, [`node_modules/${tool}`, ...args], { cwd: checkout.folder });
    return (await program.ended) === 0 ? "" : program.output();
  };

  beforeAll(() => {
    checkout = copyCheckout();
    for (const edit of edits) applyEdit(checkout.folder, edit);
  });
  afterAll(async () => {
    await endPrograms();
    checkout.remove();
  });

  test.each([".", "client"])("compile, and so does everything in %s with them", async (project) => {
    expect(edits.length).toBeGreaterThan(0);
    expect(await complaintsOf("typescript/bin/tsc", "-p", project)).toBe("");
  });

  test("are formatted", async () => {
    expect(await complaintsOf("@biomejs/biome/bin/biome", "check", ...edits.map(({ file }) => file))).toBe("");
  });
});
