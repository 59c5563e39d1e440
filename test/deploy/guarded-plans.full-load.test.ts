/**
 * The guard on plans that the real Terraform makes, of a user pool that exists (in the emulator). In every run
 * stages.test.ts has it stop one, and user-loss-guard.test.ts knows the rest by heart.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { typescript } from "../../local/typescript";
import { aBuild, synthesizeIn } from "../infra/synthesize";
import { endPrograms } from "../support/program";
import { type AwsEmulator, startAwsEmulator } from "./aws-emulator";
import { awsEmulator, awsProvider, describeWith, terraform } from "./requirements";

jest.setTimeout(120_000);

type Block = Record<string, unknown>;

const poolAddress = "aws_cognito_user_pool.user-pool_pool";

describeWith([terraform, awsProvider, awsEmulator], "real plans under the guard", () => {
  let aws: AwsEmulator;
  let folder: string;

  const run = (command: string, args: string[], cwd = folder, environment = {}) => {
    const env = { ...process.env, ...aws.environment, ...environment };
    const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: "utf8" });
    return { status, stdout, stderr };
  };

  /** Only the users of the default stage, in a folder of their own: nothing else matters here, and it is quick. */
  const write = (
    edit: (stack: { resource: Record<string, Record<string, Block>>; provider: { aws: Block[] } }) => void,
  ) => {
    const stack = JSON.parse(readFileSync(join(folder, "users.json"), "utf8"));
    edit(stack);
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(stack));
  };
  const editPool = (edit: Block) =>
    write(({ resource }) => Object.assign(Object.values(resource.aws_cognito_user_pool ?? {})[0] ?? {}, edit));

  /** Plans, and gives the plan to `npm run guard`. */
  const guard = (flags: string[] = []) => {
    const plan = run("terraform", ["plan", "-input=false", "-no-color", "-out=plan"]);
    writeFileSync(join(folder, "plan.json"), run("terraform", ["show", "-json", "plan"]).stdout);
    const program = [...typescript, "scripts/guard.ts", join(folder, "plan.json"), ...flags];
    const { status, stdout, stderr } = run(process.execPath, program, resolve(__dirname, "../.."));
    return { planStatus: plan.status, planError: plan.stderr, status, output: stdout + stderr };
  };

  /** As a deploy does it. */
  const applyGuarded = (allowances: readonly string[] = []) => {
    const program = `
      const { Terraform } = require("./scripts/deployment/terraform");
      const { applyGuarded } = require("./scripts/deployment/apply-guarded");
      const terraform = new Terraform(${JSON.stringify(folder)}, process.env);
      applyGuarded({ terraform, allowances: ${JSON.stringify(allowances)}, prefix: "dev-cognito-secured-api" });`;
    return run(process.execPath, [...typescript, "--input-type=commonjs", "-e", program], resolve(__dirname, "../.."));
  };

  beforeAll(async () => {
    aws = await startAwsEmulator();
    const build = aBuild();
    folder = mkdtempSync(join(tmpdir(), "guard-"));
    cpSync(dirname(synthesizeIn(build, { environment: { DELETION_PROTECTION: "on" } })), folder, { recursive: true });
    rmSync(build, { recursive: true });

    const stack = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"));
    const { aws_cognito_user_pool, aws_cognito_user_pool_client, aws_cloudwatch_log_group } = stack.resource;
    const users = {
      provider: stack.provider,
      terraform: { ...stack.terraform, backend: { local: { path: join(folder, "users.tfstate") } } },
      resource: { aws_cognito_user_pool, aws_cognito_user_pool_client, aws_cloudwatch_log_group },
    };
    writeFileSync(join(folder, "users.json"), JSON.stringify(users));
    write(() => {});
    run("terraform", ["init", "-input=false"]);
  });
  afterAll(async () => {
    await aws?.stop();
    await endPrograms();
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  // A few seconds each, so each one asks several questions; the rest is in user-loss-guard.test.ts.

  test("repair what an interrupted deploy has made and not written down, and go on", async () => {
    const logGroupName = "/aws/lambda/dev-cognito-secured-api-api";
    await new CloudWatchLogsClient(aws.client).send(new CreateLogGroupCommand({ logGroupName }));

    const { status, stdout, stderr } = applyGuarded();

    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stdout).toContain(`Taking over ${logGroupName}`);
    expect(stdout).toContain("Apply complete!");
  });

  const logGroup = "aws_cloudwatch_log_group.api-function_log-group";

  test("complete what an interrupted deploy has made in part, users among it, and do not replace it", () => {
    const poolId = () =>
      /\bid += "(.*)"/.exec(run("terraform", ["state", "show", "-no-color", poolAddress]).stdout)?.[1];
    const before = poolId();
    for (const address of [poolAddress, logGroup]) run("terraform", ["taint", address]);

    const { status, stdout, stderr } = applyGuarded();

    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stdout).toContain(`Completing ${poolAddress}`);
    expect(stdout).toContain(`Completing ${logGroup}`);
    expect(stdout).toMatch(/0 added, \d changed, 0 destroyed/);
    expect(poolId()).toBe(before);
  });

  test("replace what was made in part where its loss is named", () => {
    run("terraform", ["taint", logGroup]);

    const { status, stdout, stderr } = applyGuarded([logGroup]);

    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stdout).not.toContain("Completing");
    expect(stdout).toMatch(/1 added, \d changed, 1 destroyed/);
  });

  test("read one that Terraform itself gave up, because of prevent_destroy, and say more than Terraform", () => {
    editPool({ username_configuration: { case_sensitive: true } });

    const { planStatus, planError, status, output } = guard();

    expect({ planStatus, planError }).toEqual({ planStatus: 1, planError: expect.stringContaining("prevent_destroy") });
    expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining("username_configuration") });
    expect(output).toContain(poolAddress);
  });

  test("take no flag for a loss while the pool that exists is protected, and see a construct that was renamed", () => {
    write(({ resource }) => {
      const [pool = {}] = Object.values(resource.aws_cognito_user_pool ?? {});
      const [client = {}] = Object.values(resource.aws_cognito_user_pool_client ?? {});
      Object.assign(pool, { username_attributes: ["phone_number"], lifecycle: {}, deletion_protection: "INACTIVE" });
      resource.aws_cognito_user_pool_client = { renamed: client };
    });

    const { planStatus, status, output } = guard(["--allow-loss", poolAddress]);

    expect({ planStatus, status }).toEqual({ planStatus: 0, status: 1 });
    expect(output).toContain("username_attributes");
    expect(output).toContain("undo the renaming");
    expect(output).toContain("two steps");
  });

  test("stop at a schema that loses an attribute, which Terraform would find out while applying", () => {
    editPool({ schema: [] });

    expect(guard()).toMatchObject({ planStatus: 0, status: 1, output: expect.stringContaining("attribute email") });
  });

  test("stop at a stage that is looked for in another region", () => {
    write(({ provider: { aws } }) => Object.assign(aws[0] ?? {}, { region: "us-west-2" }));

    expect(guard()).toMatchObject({ status: 1, output: expect.stringContaining("AWS_REGION") });
  });
});
