/**
 * What the tests with real Terraform need from the machine. Where it is missing they are skipped, with one line that says
 * what to install; in a pipeline (`CI=true`) they fail, because there nobody reads what was skipped.
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";

export interface Requirement {
  /** Completes "needs …". */
  readonly what: string;
  isMet(): boolean;
}

export const terraform: Requirement = {
  what: "Terraform: install 1.11 or newer from https://developer.hashicorp.com/terraform/install",
  isMet: () => isOnPath("terraform"),
};

export const awsProvider: Requirement = {
  what: "Terraform's AWS provider 5.100.0: a network, or a mirror that TF_CLI_CONFIG_FILE points at",
  isMet: () => terraform.isMet() && (hasConfiguredMirror() || canBeDownloaded()),
};

export const awsEmulator: Requirement = {
  what: "moto_server, an AWS API emulator: pip install 'moto[server]'",
  isMet: () => isOnPath("moto_server"),
};

/** It has a part in C++, which comes compiled for some versions of Node. */
export const cdktfCli: Requirement = {
  what: "the cdktf CLI, which does not start with this version of Node: install 20 or 22",
  isMet: () => {
    const folder = "node_modules/@cdktf/node-pty-prebuilt-multiarch";
    const compiled = `prebuilds/${process.platform}-${process.arch}/node.abi${process.versions.modules}.node`;
    return [compiled, "build/Release/pty.node"].some((file) => existsSync(join(folder, file)));
  },
};

/** `describe` where everything is there; else one skipped test, or a failed one in a pipeline. */
export function describeWith(requirements: readonly Requirement[], name: string, body: () => void): void {
  const missing = requirements.find((requirement) => !requirement.isMet());
  if (missing === undefined) {
    describe(name, body);
    return;
  }
  describe(name, () => {
    const title = `needs ${missing.what}`;
    if (process.env.CI === "true") {
      test(title, () => {
        throw new Error(`Not on this machine, and CI=true: ${name} ${title}`);
      });
    } else test.skip(title, () => {});
  });
}

export function isOnPath(program: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function hasConfiguredMirror(): boolean {
  const files = [process.env.TF_CLI_CONFIG_FILE, join(homedir(), ".terraformrc")];
  return files.some((file) => file !== undefined && existsSync(file));
}

function canBeDownloaded(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "provider-"));
  const aws = { source: "hashicorp/aws", version: "5.100.0" };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers: { aws } } }));
  const { status } = spawnSync("terraform", ["init", "-input=false"], { cwd: folder, timeout: 120_000 });
  rmSync(folder, { recursive: true });
  return status === 0;
}
