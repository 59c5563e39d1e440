import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fakeBuild } from "../deploy/fake-build";
import { type CheckoutCopy, copyCheckout } from "../support/checkout-copy";
import { endPrograms, startProgram } from "../support/program";

jest.setTimeout(60_000);

describe("preparing a stack", () => {
  let checkout: CheckoutCopy;
  beforeAll(() => {
    checkout = copyCheckout();
    fakeBuild(checkout.folder);
  });
  afterAll(async () => {
    await endPrograms();
    checkout.remove();
  });

  const prepare = async () => {
    const call =
      'require("./scripts/deployment/prepare-stack").prepareStack(process.env).catch((e) => console.log(e.message))';
    const program = startProgram(process.execPath, ["--import", "tsx", "--eval", call], {
      cwd: checkout.folder,
      env: { PATH: aPathWithTerraformAlone(checkout.folder), STAGE: "", SLSUSER: "-ann" },
    });
    await program.ended;
    return program.output();
  };

  test("takes nothing but Node and Terraform: on Windows, npm is no program that could be started", async () => {
    expect(await prepare()).toBe("Building and planning stage dev-ann in eu-west-1 …\n");
    expect(existsSync(join(checkout.folder, "cdktf.out/stacks/dev-ann/cdk.tf.json"))).toBe(true);
  });

  test("says in its own words why a build failed", async () => {
    writeFileSync(join(checkout.folder, "scripts/build.ts"), 'console.error("No."); process.exitCode = 1;');

    expect(await prepare()).toMatch(/\nNo\.\n$/);
  });
});

/** One folder, with a `terraform` in it that agrees to everything. */
function aPathWithTerraformAlone(checkout: string): string {
  const folder = join(checkout, "path");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "terraform"), "#!/bin/sh\nexit 0\n");
  chmodSync(join(folder, "terraform"), 0o755);
  return folder;
}
