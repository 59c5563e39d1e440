/**
 * A stage's state from the local file to a bucket and back, each with the one documented command: `npm run deploy --
 * --migrate-state`. Real Terraform; of the stage only what holds users, because nothing else matters here and it is quick.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CognitoIdentityProviderClient, ListUserPoolsCommand } from "@aws-sdk/client-cognito-identity-provider";
import { CreateBucketCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { CheckoutCopy } from "../support/checkout-copy";
import type { AwsEmulator } from "./aws-emulator";
import { type Rehearsal, startRehearsal } from "./rehearsal";
import { awsEmulator, awsProvider, describeWith, terraform } from "./requirements";
import { tryRun } from "./run";

jest.setTimeout(240_000);

/** Appended to the synthesis of the copy. */
const onlyUsers = `
import { writeFileSync } from "node:fs";
const file = "cdktf.out/stacks/dev/cdk.tf.json";
const stack = JSON.parse(readFileSync(file, "utf8"));
const { aws_cognito_user_pool, aws_cognito_user_pool_client } = stack.resource;
for (const users of Object.values<any>(aws_cognito_user_pool)) delete users.user_pool_tier;
const { terraform, provider } = stack;
writeFileSync(file, JSON.stringify({ terraform, provider, resource: { aws_cognito_user_pool, aws_cognito_user_pool_client } }));
`;

interface State {
  readonly resources: ReadonlyArray<{
    readonly type: string;
    readonly name: string;
    readonly instances: ReadonlyArray<{ readonly attributes: { readonly id: string } }>;
  }>;
}

describeWith([terraform, awsProvider, awsEmulator], "the state of a stage", () => {
  let rehearsal: Rehearsal;
  let aws: AwsEmulator;
  let s3: S3Client;
  let checkout: CheckoutCopy;
  let deployed: Record<string, string[]>;

  const file = () => join(checkout.folder, "terraform.dev.tfstate");
  const localState = (): State => JSON.parse(readFileSync(file(), "utf8"));
  const stateIn = async (Bucket: string): Promise<State> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: "cognito-secured-api/dev.tfstate" }));
    return JSON.parse((await Body?.transformToString()) ?? "");
  };
  /** Ids in AWS by address: Terraform writes other things anew whenever it looks at AWS. */
  const known = ({ resources }: State) =>
    Object.fromEntries(
      resources.map(({ type, name, instances }) => [
        `${type}.${name}`,
        instances.map(({ attributes }) => attributes.id),
      ]),
    );
  const deploy = (TF_STATE_BUCKET: string, ...flags: string[]) => {
    const environment = { ...aws.environment, STAGE: "", SLSUSER: "", TF_STATE_BUCKET };
    return tryRun("npm", ["run", "deploy", "--", ...flags], checkout.folder, environment);
  };
  const unchanged = { status: 0, output: expect.stringContaining("Stage dev: 0 created, 0 changed, 0 destroyed.") };

  beforeAll(async () => {
    rehearsal = await startRehearsal();
    ({ aws, checkout } = rehearsal);
    s3 = new S3Client({ ...aws.client, forcePathStyle: true });
    for (const Bucket of ["acme-state", "other-state"]) {
      await s3.send(
        new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
      );
    }
    const program = join(checkout.folder, "infra/main.ts");
    writeFileSync(program, readFileSync(program, "utf8") + onlyUsers);
  });
  afterAll(() => rehearsal?.end());

  test("is a local file at first", async () => {
    expect(await deploy("")).toMatchObject({ status: 0, output: expect.stringContaining("Stage dev: 2 created") });

    deployed = known(localState());
    expect(deployed).toEqual({
      "aws_cognito_user_pool.user-pool_pool": [expect.stringMatching(/^eu-west-1_/)],
      "aws_cognito_user_pool_client.app-client_client": [expect.stringMatching(/^\w+$/)],
    });
  });

  test("is not left behind unnoticed when the stage says another place", async () => {
    const { status, output } = await deploy("acme-state");

    expect({ status, output }).toEqual({
      status: 1,
      output: expect.stringContaining("npm run deploy -- --migrate-state"),
    });
  });

  test("moves to the bucket: the same resources, and nothing to change", async () => {
    expect(await deploy("acme-state", "--migrate-state")).toEqual(unchanged);

    expect(known(await stateIn("acme-state"))).toEqual(deployed);
    expect(existsSync(file())).toBe(false);
    expect(known(JSON.parse(readFileSync(`${file()}.moved`, "utf8")))).toEqual(deployed);
  });

  test("moves back by the same command", async () => {
    expect(await deploy("", "--migrate-state")).toEqual(unchanged);

    expect(known(localState())).toEqual(deployed);
  });

  test("moves from the file even where Terraform no longer remembers it", async () => {
    rmSync(join(checkout.folder, "cdktf.out"), { recursive: true });

    const { status, output } = await deploy("other-state");
    expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining("second, empty one") });
    expect(await deploy("other-state", "--migrate-state")).toEqual(unchanged);

    expect(known(await stateIn("other-state"))).toEqual(deployed);
  });

  test("is asked for where nothing says where it was, and nobody gets a second user pool", async () => {
    rmSync(join(checkout.folder, "cdktf.out"), { recursive: true });

    const { status, output } = await deploy("", "--migrate-state");

    expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining("TF_STATE_BUCKET as it was") });
    const { UserPools } = await new CognitoIdentityProviderClient(aws.client).send(
      new ListUserPoolsCommand({ MaxResults: 10 }),
    );
    expect(UserPools).toHaveLength(1);
  });
});
