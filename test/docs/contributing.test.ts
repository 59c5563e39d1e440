/** The construct of CONTRIBUTING.md, carried out in a copy of the checkout. */
import { join } from "node:path";
import { type CheckoutCopy, copyCheckout } from "../support/checkout-copy";
import { endPrograms, startProgram } from "../support/program";
import { document } from "./support/documents";
import { applyEdit, editsOf } from "./support/edits";

jest.setTimeout(60_000);

describe("CONTRIBUTING.md", () => {
  const edits = editsOf(document("CONTRIBUTING.md").blocks);
  let checkout: CheckoutCopy;

  const run = async (...args: string[]) => {
    const program = startProgram(process.execPath, args, { cwd: checkout.folder, env: { SLSUSER: "" } });
    const status = await program.ended;
    if (status !== 0) throw new Error(`Status ${status}:\n${program.output()}`);
  };

  beforeAll(() => {
    checkout = copyCheckout();
    for (const edit of edits) applyEdit(checkout.folder, edit);
  });
  afterAll(async () => {
    await endPrograms();
    checkout.remove();
  });

  test("makes a stack that synthesizes, with the new resource", async () => {
    await run("--require", "tsx/cjs", "--eval", "require('./scripts/build-api').buildApi()");
    await run("--require", "tsx/cjs", "infra/main.ts");

    const stack = require(join(checkout.folder, "cdktf.out/stacks/dev/cdk.tf.json"));

    expect(Object.keys(stack.resource.aws_dynamodb_table)).toEqual(["greetings-table_table"]);
  });
});
