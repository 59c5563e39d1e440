import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { typescript } from "../../local/typescript";
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

  /** With a path that holds nothing but a `terraform`, which says `version` and agrees to everything. */
  const prepare = async (version = "Terraform v1.11.4") => {
    const path = join(checkout.folder, "path");
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "terraform"), `#!/bin/sh\necho "${version}"\n`, { mode: 0o755 });
    const call =
      'require("./scripts/deployment/prepare-stack").prepareStack(process.env).catch((e) => console.log(e.message))';
    const program = startProgram(process.execPath, [...typescript, "--eval", call], {
      cwd: checkout.folder,
      env: { PATH: path, TERRAFORM_BINARY_NAME: "terraform", STAGE: "", SLSUSER: "-ann" },
    });
    await program.ended;
    return program.output();
  };

  test("takes nothing but Node and Terraform: on Windows, npm is no program that could be started", async () => {
    expect(await prepare()).toBe("Building and planning stage dev-ann in eu-west-1 …\n");
    expect(existsSync(join(checkout.folder, "cdktf.out/stacks/dev-ann/cdk.tf.json"))).toBe(true);
  });

  test.each(["1.5.7", "1.10.5"])("says where to get a newer Terraform than %s, before it builds", async (version) => {
    expect(await prepare(`Terraform v${version}\non linux_amd64`)).toBe(
      `Terraform ${version} is too old: get 1.11 or newer from https://developer.hashicorp.com/terraform/install, then try again.\n`,
    );
  });

  test("says in its own words why a build failed", async () => {
    writeFileSync(join(checkout.folder, "scripts/build.ts"), 'console.error("No."); process.exitCode = 1;');

    expect(await prepare()).toMatch(/\nNo\.\n$/);
  });
});
