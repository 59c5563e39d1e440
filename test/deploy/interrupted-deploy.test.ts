/** A deploy that was killed: the next one repairs it. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { type CheckoutCopy, copyCheckout } from "../support/checkout-copy";
import { endPrograms, startProgram } from "../support/program";
import { type AwsEmulator, startAwsEmulator } from "./aws-emulator";
import { fakeBuild } from "./fake-build";
import { awsEmulator, awsProvider, describeWith, terraform } from "./requirements";
import { run } from "./run";

jest.setTimeout(240_000);

/** Killing happens wherever it happens: the full load kills a few times, at different moments. */
const kills =
  process.env.LOAD === "full" ? [/user_pool.*Creating/, /lambda_function.*Creating/, /method.*complete/] : [];

describeWith([terraform, awsProvider, awsEmulator], "an interrupted deploy", () => {
  let aws: AwsEmulator;
  let checkout: CheckoutCopy;
  const name = "dev-cognito-secured-api-api";
  const environment = () => ({ ...aws.environment, STAGE: "", SLSUSER: "" });

  beforeEach(async () => {
    aws = await startAwsEmulator();
    checkout = copyCheckout();
    fakeBuild(checkout.folder);
  });
  afterEach(async () => {
    await aws?.stop();
    await endPrograms();
    checkout?.remove();
  });

  test("is repaired by the next one: what was made and not written down is taken over", async () => {
    // As a killed Terraform leaves it: made in AWS, not in the state.
    await new CloudWatchLogsClient(aws.client).send(new CreateLogGroupCommand({ logGroupName: `/aws/lambda/${name}` }));
    const trust = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    await new IAMClient(aws.client).send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust }));

    const output = await run("npm", ["run", "deploy"], checkout.folder, environment());

    expect(output).toContain(`Taking over /aws/lambda/${name}`);
    expect(output).toContain(`Taking over ${name}`);
    expect(existsSync(join(checkout.folder, "outputs.json"))).toBe(true);
  });

  for (const moment of kills) {
    test(`is repaired by the next one, killed at ${moment}`, async () => {
      const args = ["--import", "tsx", "scripts/deploy.ts"];
      const program = startProgram(process.execPath, args, { cwd: checkout.folder, env: environment() });
      await program.line(moment);
      program.signal("SIGTERM");
      expect(await program.ended).not.toBe(0);

      await run("npm", ["run", "deploy"], checkout.folder, environment());

      expect(existsSync(join(checkout.folder, "outputs.json"))).toBe(true);
    });
  }
});
