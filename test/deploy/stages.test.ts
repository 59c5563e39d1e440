/**
 * The life of a default `dev` stage with the real binaries: the cdktf CLI, our own commands, Terraform, its AWS provider.
 * Then a look at a stage with everything on.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  APIGatewayClient,
  GetAuthorizersCommand,
  GetGatewayResponsesCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  GetStageCommand,
} from "@aws-sdk/client-api-gateway";
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { GetRolePolicyCommand, IAMClient, ListRolesCommand } from "@aws-sdk/client-iam";
import { GetFunctionCommand, GetPolicyCommand, LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { typescript } from "../../local/typescript";
import { aBuild, synthesizeIn } from "../infra/synthesize";
import type { CheckoutCopy } from "../support/checkout-copy";
import { isFullLoad } from "../support/full-load";
import { startProgram } from "../support/program";
import { attachProvider } from "./attached-provider";
import type { AwsEmulator } from "./aws-emulator";
import { copyWithoutGaps } from "./emulator-gaps";
import { everythingOn } from "./everything-on";
import { type Rehearsal, startRehearsal } from "./rehearsal";
import { awsEmulator, awsProvider, cdktfCli, describeWith, terraform } from "./requirements";
import { run, tryRun } from "./run";

jest.setTimeout(180_000);

let rehearsal: Rehearsal | undefined;
/** What attaches Terraform to the provider, once the dev stage has started it. */
let provider: Readonly<Record<string, string>> = {};
afterAll(() => rehearsal?.end());

describeWith([terraform, awsProvider, awsEmulator, cdktfCli], "a dev stage", () => {
  let aws: AwsEmulator;
  let checkout: CheckoutCopy;
  let outputs: Record<string, string>;
  const name = "dev-cognito-secured-api-api";

  const alone = () => ({ ...aws.environment, STAGE: "", SLSUSER: "" });
  const environment = () => ({ ...alone(), ...provider });
  const readOutputs = () => JSON.parse(readFileSync(join(checkout.folder, "outputs.json"), "utf8")).dev;
  const stackFolder = () => join(checkout.folder, "cdktf.out/stacks/dev");
  const deployedStage = () => {
    const restApiId = new URL(outputs.ApiUrl ?? "").hostname.split(".")[0];
    return new APIGatewayClient(aws.client).send(new GetStageCommand({ restApiId, stageName: "dev" }));
  };

  beforeAll(async () => {
    rehearsal = await startRehearsal();
    ({ aws, checkout } = rehearsal);
  });

  test("is created by the cdktf CLI, which writes the outputs", async () => {
    const args = ["deploy", "--auto-approve", "--skip-provider-lock", "--outputs-file", "outputs.json"];

    await run("node_modules/.bin/cdktf", args, checkout.folder, alone());

    provider = await attachProvider(stackFolder(), alone());
    outputs = readOutputs();
    expect(outputs).toEqual({
      Region: "eu-west-1",
      UserPoolId: expect.stringMatching(/^eu-west-1_/),
      UserPoolClientId: expect.stringMatching(/^\w+$/),
      ApiUrl: expect.stringMatching(/^https:\/\/\w+\.execute-api\.eu-west-1\.amazonaws\.com\/dev$/),
    });
  });

  test("has the user pool that was asked for", async () => {
    const cognito = new CognitoIdentityProviderClient(aws.client);
    const UserPoolId = outputs.UserPoolId;

    const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
    const { UserPoolClient } = await cognito.send(
      new DescribeUserPoolClientCommand({ UserPoolId, ClientId: outputs.UserPoolClientId }),
    );

    expect(UserPool).toMatchObject({
      Name: "dev-cognito-secured-api-users",
      UsernameAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: false },
      DeletionProtection: "INACTIVE",
      MfaConfiguration: "OPTIONAL",
      Policies: {
        PasswordPolicy: {
          MinimumLength: 8,
          RequireLowercase: true,
          RequireUppercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
        },
      },
      SchemaAttributes: expect.arrayContaining([expect.objectContaining({ Name: "email", Required: true })]),
    });
    expect(UserPoolClient).toMatchObject({
      ExplicitAuthFlows: expect.arrayContaining(["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]),
      PreventUserExistenceErrors: "ENABLED",
      EnableTokenRevocation: true,
      IdTokenValidity: 60,
      RefreshTokenValidity: 30,
      TokenValidityUnits: { IdToken: "minutes", AccessToken: "minutes", RefreshToken: "days" },
    });
    expect(UserPoolClient?.ExplicitAuthFlows).toHaveLength(2);
    expect(UserPoolClient?.ClientSecret).toBeUndefined();
  });

  test("has the function, with exactly the code that was archived and its own log", async () => {
    const lambda = new LambdaClient(aws.client);

    const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName: name }));
    const { PolicyDocument } = await new IAMClient(aws.client).send(
      new GetRolePolicyCommand({ RoleName: name, PolicyName: "write-own-log" }),
    );
    const { logGroups } = await new CloudWatchLogsClient(aws.client).send(new DescribeLogGroupsCommand({}));
    const { Policy } = await lambda.send(new GetPolicyCommand({ FunctionName: name }));

    const zip = readFileSync(join(checkout.folder, "dist/api.zip"));
    expect(Configuration).toMatchObject({
      Runtime: "nodejs22.x",
      Architectures: ["arm64"],
      Handler: "lambda.handler",
      CodeSha256: createHash("sha256").update(zip).digest("base64"),
      Environment: {
        Variables: expect.objectContaining({
          USER_POOL_ID: outputs.UserPoolId,
          USER_POOL_CLIENT_ID: outputs.UserPoolClientId,
        }),
      },
    });
    expect(logGroups).toEqual([expect.objectContaining({ logGroupName: `/aws/lambda/${name}`, retentionInDays: 14 })]);
    expect(JSON.parse(decodeURIComponent(PolicyDocument ?? "")).Statement).toEqual([
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: expect.stringMatching(new RegExp(`^arn:aws:logs:eu-west-1:\\d+:log-group:/aws/lambda/${name}:\\*$`)),
      },
    ]);
    expect(Policy).toMatch(/execute-api:eu-west-1:\d+:\w+\/dev\/\*\/\*/);
  });

  test("has the API, closed but for what is public", async () => {
    const gateway = new APIGatewayClient(aws.client);
    const restApiId = new URL(outputs.ApiUrl ?? "").hostname.split(".")[0];

    const resources = await gateway.send(new GetResourcesCommand({ restApiId, embed: ["methods"] }));
    const authorizers = await gateway.send(new GetAuthorizersCommand({ restApiId }));
    const responses = await gateway.send(new GetGatewayResponsesCommand({ restApiId }));

    const operations = (resources.items ?? []).flatMap(({ path, resourceMethods = {} }) =>
      Object.entries(resourceMethods).map(
        ([method, { authorizationType }]) => `${method} ${path} ${authorizationType}`,
      ),
    );
    expect(operations.sort()).toEqual([
      "ANY / COGNITO_USER_POOLS",
      "ANY /{path+} COGNITO_USER_POOLS",
      "GET /api/helloWorld NONE",
      "OPTIONS / NONE",
      "OPTIONS /api/helloWorld NONE",
      "OPTIONS /{path+} NONE",
    ]);
    expect(authorizers.items).toEqual([
      expect.objectContaining({
        type: "COGNITO_USER_POOLS",
        providerARNs: [expect.stringMatching(new RegExp(`userpool/${outputs.UserPoolId}$`))],
      }),
    ]);
    const customised = (responses.items ?? []).filter(({ defaultResponse }) => !defaultResponse);
    expect(customised.map(({ responseType }) => responseType).sort()).toEqual([
      "DEFAULT_4XX",
      "DEFAULT_5XX",
      "UNAUTHORIZED",
    ]);
    expect((await deployedStage()).methodSettings).toMatchObject({
      "*/*": { throttlingRateLimit: 100, throttlingBurstLimit: 200 },
    });
  });

  test("has nothing to change, but for what the emulator does not return", async () => {
    const copy = `${stackFolder()}-without-gaps`;
    console.log(`Left out of the plan, because the emulator …\n  ${copyWithoutGaps(stackFolder(), copy).join("\n  ")}`);

    expect(await run("terraform", ["plan", "-no-color", "-input=false"], copy, environment())).toContain("No changes.");
  });

  test("is changed by our own command on the same state: a new route makes the stage deploy again, and touches no user", async () => {
    const before = await deployedStage();
    const file = join(checkout.folder, "api/routes.ts");
    const route = '  status: { method: "GET", path: "/api/status", access: "public" },\n  helloWorldSecured:';
    writeFileSync(file, readFileSync(file, "utf8").replace("  helloWorldSecured:", route));

    const output = await run("npm", ["run", "deploy"], checkout.folder, environment());

    expect(output).toMatch(/Stage dev: 6 created, \d changed, 1 destroyed\./);
    expect(readOutputs()).toEqual(outputs);
    expect((await deployedStage()).deploymentId).not.toBe(before.deploymentId);
  });

  test("does not lose its users to a careless edit", async () => {
    const file = join(checkout.folder, "infra/user-pool.ts");
    const before = readFileSync(file, "utf8");
    writeFileSync(file, before.replace("caseSensitive: false", "caseSensitive: true"));

    const { status, output } = await tryRun("npm", ["run", "deploy"], checkout.folder, environment());

    expect({ status, output }).toEqual({
      status: 1,
      output: expect.stringContaining("--allow-loss aws_cognito_user_pool"),
    });
    const { UserPools } = await new CognitoIdentityProviderClient(aws.client).send(
      new ListUserPoolsCommand({ MaxResults: 10 }),
    );
    expect(UserPools?.map(({ Id }) => Id)).toEqual([outputs.UserPoolId]);
    writeFileSync(file, before);
  });

  test("is gone after destroy, with everything in it", async () => {
    await run("npm", ["run", "destroy"], checkout.folder, environment());

    const { UserPools } = await new CognitoIdentityProviderClient(aws.client).send(
      new ListUserPoolsCommand({ MaxResults: 10 }),
    );
    const { items } = await new APIGatewayClient(aws.client).send(new GetRestApisCommand({}));
    const { Functions } = await new LambdaClient(aws.client).send(new ListFunctionsCommand({}));
    const { logGroups } = await new CloudWatchLogsClient(aws.client).send(new DescribeLogGroupsCommand({}));
    const { Roles } = await new IAMClient(aws.client).send(new ListRolesCommand({}));
    expect({ UserPools, items: items ?? [], Functions, logGroups, Roles }).toEqual({
      UserPools: [],
      items: [],
      Functions: [],
      logGroups: [],
      Roles: [],
    });
    expect(existsSync(join(checkout.folder, "outputs.json"))).toBe(false);
  });

  // Half a minute each. How it is repaired is also in guarded-plans.full-load.test.ts; here the deploy is really killed.
  for (const moment of isFullLoad ? [/user_pool.*Creating/, /lambda_function.*Creating/] : []) {
    test(`is repaired by the next deploy when one is killed at ${moment}`, async () => {
      const args = [...typescript, "scripts/deploy.ts"];
      const program = startProgram(process.execPath, args, { cwd: checkout.folder, env: alone() });
      await program.line(moment);
      program.signal("SIGTERM");
      expect(await program.ended).not.toBe(0);

      await run("npm", ["run", "deploy"], checkout.folder, alone());

      expect(existsSync(join(checkout.folder, "outputs.json"))).toBe(true);
      await run("npm", ["run", "destroy"], checkout.folder, alone());
    });
  }

  // The provider by itself would try to make it again for five minutes.
  if (isFullLoad) {
    test("takes over what an interrupted deploy has not written down, and completes what it has made in part", async () => {
      await run("npm", ["run", "deploy"], checkout.folder, alone());
      await run("terraform", ["state", "rm", "aws_lambda_function.api-function_lambda"], stackFolder(), alone());
      // Made in part: the next one could not have its name beside it.
      await run("terraform", ["taint", "aws_iam_role.api-function_role"], stackFolder(), alone());

      expect(await run("npm", ["run", "diff"], checkout.folder, alone())).toMatch(
        /A deploy would complete what .* made in part, and plan anew: aws_iam_role\.api-function_role/,
      );
      const output = await run("npm", ["run", "deploy"], checkout.folder, alone());

      expect(output).toContain(`Taking over ${name}`);
      expect(output).toContain("Completing aws_iam_role.api-function_role");
      expect(output).toContain("Stage dev: ");
      await run("npm", ["run", "destroy"], checkout.folder, alone());
    });
  }
});

describeWith([terraform, awsProvider], "a stage with everything on", () => {
  test("is valid Terraform", async () => {
    const build = aBuild();
    const folder = dirname(synthesizeIn(build, { environment: everythingOn }));

    await run("terraform", ["init", "-input=false", "-no-color", "-backend=false"], folder, provider);
    expect(await run("terraform", ["validate", "-no-color"], folder, provider)).toContain("The configuration is valid");
    rmSync(build, { recursive: true });
  });
});
