/** The code of all documents together, carried out in one copy of the checkout. */
import { join } from "node:path";
import { typescript } from "../../local/typescript";
import { type CheckoutCopy, copyCheckout } from "../support/checkout-copy";
import { endPrograms, startProgram } from "../support/program";
import { documents } from "./support/documents";
import { applyEdit, editsOf } from "./support/edits";

jest.setTimeout(60_000);

describe("the examples of the documents", () => {
  const edits = documents().flatMap(({ blocks }) => editsOf(blocks));
  let checkout: CheckoutCopy;

  const complaintsOf = async (...args: string[]) => {
    const env = { SLSUSER: "", GOGC: "off" }; // the compiler's garbage takes a fifth of its time, and a few hundred MB
    const program = startProgram(process.execPath, args, { cwd: checkout.folder, env });
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
    // One thread takes half of the processor time of several.
    expect(await complaintsOf("node_modules/typescript/bin/tsc", "-p", project, "--singleThreaded")).toBe("");
  });

  test("are formatted", async () => {
    const files = edits.map(({ file }) => file);

    expect(await complaintsOf("node_modules/@biomejs/biome/bin/biome", "check", ...files)).toBe("");
  });

  test("make a stack that synthesizes, with the construct of CONTRIBUTING.md", async () => {
    const build = "require('./scripts/build-api').buildApi()";
    expect(await complaintsOf(...typescript, "--eval", build)).toBe("");
    expect(await complaintsOf(...typescript, "infra/main.ts")).toBe("");

    const stack = require(join(checkout.folder, "cdktf.out/stacks/dev/cdk.tf.json"));

    expect(Object.keys(stack.resource.aws_dynamodb_table)).toEqual(["greetings-table_table"]);
  });
});
