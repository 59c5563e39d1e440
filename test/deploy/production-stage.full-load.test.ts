/**
 * A stage with everything on, its state in a bucket that `npm run bootstrap` has made: created, read back, planned again.
 * Takes a minute and a half; stages.test.ts looks at such a stage in every run.
 */
import { readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { CognitoIdentityProviderClient, DescribeUserPoolCommand } from "@aws-sdk/client-cognito-identity-provider";
import {
  GetBucketEncryptionCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import { synthesizeIn } from "../infra/synthesize";
import type { CheckoutCopy } from "../support/checkout-copy";
import type { AwsEmulator } from "./aws-emulator";
import { copyWithoutGaps, neverPlannedEmpty } from "./emulator-gaps";
import { everythingOn } from "./everything-on";
import { type Rehearsal, startRehearsal } from "./rehearsal";
import { awsEmulator, awsProvider, describeWith, terraform } from "./requirements";
import { run } from "./run";

jest.setTimeout(240_000);

describeWith([terraform, awsProvider, awsEmulator], "a stage with everything on", () => {
  let rehearsal: Rehearsal;
  let aws: AwsEmulator;
  let s3: S3Client;
  let checkout: CheckoutCopy;
  let stack: string;
  const Bucket = everythingOn.TF_STATE_BUCKET;

  const environment = () => ({ ...aws.environment, TF_STATE_BUCKET: Bucket });
  const terraformRun = (...args: string[]) => run("terraform", args, stack, environment());

  beforeAll(async () => {
    rehearsal = await startRehearsal({ managedPolicies: true });
    ({ aws, checkout } = rehearsal);
    s3 = new S3Client({ ...aws.client, forcePathStyle: true });
  });
  afterAll(() => rehearsal?.end());

  test("has a bucket for its state: versioned, encrypted, private", async () => {
    const output = await run("npm", ["run", "bootstrap"], checkout.folder, environment());

    expect(output).toContain("terraform.state_bucket.tfstate");
    expect(await s3.send(new GetBucketVersioningCommand({ Bucket }))).toMatchObject({ Status: "Enabled" });
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(ServerSideEncryptionConfiguration?.Rules).toHaveLength(1);
    const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(Object.values(PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true]);
  });

  test("has that bucket still after somebody else has run bootstrap, without the file of the first run", async () => {
    rmSync(join(checkout.folder, "terraform.state_bucket.tfstate"));

    const output = await run("npm", ["run", "bootstrap"], checkout.folder, environment());

    expect(output).toMatch(/1 imported, \d added, 0 changed/);
  });

  test("can be planned, with its state in that bucket", async () => {
    // The emulator takes a minute to issue a certificate; `validate` covers the page's own domain.
    const { PAGE_DOMAIN: _domain, PAGE_ZONE_ID: _zone, ...settings } = everythingOn;
    const synthesized = synthesizeIn(join(checkout.folder, "dist"), {
      environment: { ...settings, AWS_ENDPOINT_URL: aws.url },
    });
    stack = join(checkout.folder, "without-gaps");
    console.log(`Left out of the rehearsal:\n  ${copyWithoutGaps(dirname(synthesized), stack).join("\n  ")}`);
    const { resource } = JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8"));
    const resources = Object.values<object>(resource).reduce((sum, ofType) => sum + Object.keys(ofType).length, 0);

    await terraformRun("init", "-input=false", "-no-color");
    const plan = await terraformRun("plan", "-input=false", "-no-color");

    expect(plan).toContain(`Plan: ${resources} to add, 0 to change, 0 to destroy.`);
  });

  test("is created but for what the emulator cannot do, and its state is in the bucket", async () => {
    await terraformRun("apply", "-auto-approve", "-input=false", "-no-color");

    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(["cognito-secured-api/prod.tfstate"]);
  });

  test("protects its users, and gives the page what it needs to know", async () => {
    const outputs = JSON.parse(await terraformRun("output", "-json"));
    const UserPoolId = outputs.UserPoolId.value;

    const { UserPool } = await new CognitoIdentityProviderClient(aws.client).send(
      new DescribeUserPoolCommand({ UserPoolId }),
    );
    const page = "prod-cognito-secured-api-page-123456789012";
    const files = await s3.send(new ListObjectsV2Command({ Bucket: page }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: page, Key: "config.json" }));

    expect(UserPool).toMatchObject({
      DeletionProtection: "ACTIVE",
      EmailConfiguration: { EmailSendingAccount: "DEVELOPER" },
    });
    expect(files.Contents?.map(({ Key }) => Key)).toEqual(["assets/main-1234.js", "config.json", "index.html"]);
    expect(JSON.parse((await Body?.transformToString()) ?? "")).toMatchObject({
      userPoolId: UserPoolId,
      userPoolClientId: outputs.UserPoolClientId.value,
      apiUrl: outputs.WebsiteUrl.value,
      passkeys: true,
    });
  });

  test("has nothing to change, but for what the emulator returns in its own way", async () => {
    const plan = await terraformRun("plan", "-input=false", "-no-color");

    const changed = [...plan.matchAll(/# (\w+)\.\S+ (will|must) be/g)].map(([, type]) => type);
    expect(changed).toEqual(neverPlannedEmpty);
  });
});
