/** The commands on a machine or in hands that are not ready: one message that says what to do, before anything is built. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { typescript } from "../../local/typescript";
import { tryRun } from "./run";

const root = join(__dirname, "../..");
const command = (name: string, args: string[] = [], environment: object = {}) =>
  tryRun(process.execPath, [...typescript, `scripts/${name}.ts`, ...args], root, {
    STAGE: "",
    SLSUSER: "",
    ...environment,
  });

const withoutTerraform = { TERRAFORM_BINARY_NAME: "no-such-terraform" };

describe.each(["deploy", "diff", "destroy", "guard", "bootstrap"])("npm run %s", (name) => {
  test("explains itself", async () => {
    const { status, output } = await command(name, ["--help"]);

    expect({ status, output }).toEqual({ status: 0, output: expect.stringMatching(/^Usage: .*npm run /) });
  });

  test("refuses an option that it does not know", async () => {
    const { status, output } = await command(name, ["--force"]);

    expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining("--force") });
    expect(output).toContain("Usage:");
  });
});

describe.each(["deploy", "diff", "destroy"])("npm run %s", (name) => {
  test("says where to get Terraform", async () => {
    const { status, output } = await command(name, [], withoutTerraform);

    expect({ status, output }).toEqual({
      status: 1,
      output:
        "Terraform is not installed: get 1.11 or newer from https://developer.hashicorp.com/terraform/install, then try again.\n",
    });
  });

  test("reports every fault of the settings", async () => {
    const { status, output } = await command(name, [], { STAGE: "prod", TOTP: "maybe" });

    expect(status).toBe(1);
    for (const variable of ["TOTP", "TF_STATE_BUCKET", "EMAIL_SENDER"]) expect(output).toContain(`- ${variable} `);
  });
});

describe("npm run bootstrap", () => {
  test("asks for the name of the bucket", async () => {
    const { status, output } = await command("bootstrap", [], { TF_STATE_BUCKET: "" });

    expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining("TF_STATE_BUCKET=") });
  });

  test("says where to get Terraform", async () => {
    const { output } = await command("bootstrap", [], { ...withoutTerraform, TF_STATE_BUCKET: "example-state" });

    expect(output).toContain("Terraform is not installed");
  });
});

describe("npm run guard", () => {
  const folder = mkdtempSync(join(tmpdir(), "guard-"));
  const plan = (content: unknown) => {
    const file = join(folder, "plan.json");
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
  };
  const deletion = {
    format_version: "1.2",
    planned_values: {},
    resource_changes: [
      {
        address: "aws_cognito_user_pool.users",
        type: "aws_cognito_user_pool",
        change: { actions: ["delete"], before: { id: "eu-west-1_a" }, after: null },
      },
    ],
  };
  afterAll(() => rmSync(folder, { recursive: true }));

  test("ends with status 1 at a plan that would lose users", async () => {
    const { status, output } = await command("guard", [plan(deletion)]);

    expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining("aws_cognito_user_pool.users") });
  });

  test("ends with status 0 where the loss is named, and says so", async () => {
    const { status, output } = await command("guard", [plan(deletion), "--allow-loss", "aws_cognito_user_pool.users"]);

    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining("Allowed by name") });
  });

  test.each([
    ["nothing at all", [] as string[], "Name one plan"],
    ["a file that is not there", ["no-such-plan.json"], "no-such-plan.json"],
  ])("names its trouble with %s", async (_what, args, trouble) => {
    const { status, output } = await command("guard", args);

    expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining(trouble) });
  });

  test("does not take a plan in Terraform's own format for a harmless one", async () => {
    const { status, output } = await command("guard", [plan("PK\u0003\u0004 binary")]);

    expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining("terraform show -json") });
  });
});
