import { readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { MissingBuildError } from "../../infra/missing-build-error";
import { everythingOn } from "../deploy/everything-on";
import { aBuild, addresses, productionSettings, synthesize, synthesizeIn, theOnly } from "./synthesize";

describe("the stack", () => {
  test("tells what a client needs to know", () => {
    expect(Object.keys(synthesize().output)).toEqual(["ApiUrl", "Region", "UserPoolClientId", "UserPoolId"]);
  });

  test("begins every name in AWS with stage and project, so that stages and projects share an account", () => {
    // The name of an inline policy lives within its role; a DNS record is called what the setting says.
    const withoutOwnName = ["aws_iam_role_policy", "aws_route53_record"];
    const { resource } = synthesize({ project: "orders", environment: { ...everythingOn, STAGE: "staging" } });

    const names = Object.entries(resource)
      .filter(([type]) => !withoutOwnName.includes(type))
      .flatMap(([, named]) => Object.values(named))
      .flatMap((block) => [block.name, block.function_name, block.bucket, block.alarm_name, block.dashboard_name])
      .filter((name) => name !== undefined && !/^\$\{/.test(String(name)));

    expect(names.length).toBeGreaterThan(15);
    for (const name of names) expect(name).toMatch(/^(\/aws\/(lambda|apigateway)\/)?staging-orders(-|$)/);
  });

  test("asks for the build when there is none", () => {
    const folder = aBuild();
    rmSync(join(folder, "api"), { recursive: true });

    expect(() => synthesizeIn(folder, {})).toThrow(MissingBuildError);
    expect(() => synthesizeIn(folder, {})).toThrow(/npm run build/);
    rmSync(folder, { recursive: true });
  });

  test("is synthesized to the same bytes twice, archive included, in another folder but for the local state's path", () => {
    const synthesis = () => {
      const folder = aBuild();
      const file = synthesizeIn(folder, {});
      const stack = readFileSync(file, "utf8");
      const { filename } = theOnly(JSON.parse(stack), "aws_lambda_function");
      const zip = readFileSync(join(dirname(file), String(filename)));
      rmSync(folder, { recursive: true });
      return { stack, zip: zip.toString("base64") };
    };

    expect(synthesis()).toEqual(synthesis());
  });

  test("keeps the addresses of what must not be lost: another address is another user pool, without the users", () => {
    expect(addresses(synthesize())).toEqual(
      expect.arrayContaining([
        "aws_cognito_user_pool.user-pool_pool",
        "aws_cognito_user_pool_client.app-client_client",
        "aws_cloudwatch_log_group.api-function_log-group",
        "aws_api_gateway_rest_api.api",
      ]),
    );
  });
});

describe("the state", () => {
  test("is a file in the project's root by default", () => {
    expect(synthesize().terraform.backend).toEqual({ local: { path: join(process.cwd(), "terraform.dev.tfstate") } });
  });

  test("is an encrypted and locked object in S3 where there is a bucket", () => {
    expect(
      synthesize({ environment: { ...productionSettings, TF_STATE_REGION: "eu-central-1" } }).terraform.backend,
    ).toEqual({
      s3: {
        bucket: "example-state",
        key: "cognito-secured-api/prod.tfstate",
        region: "eu-central-1",
        encrypt: true,
        use_lockfile: true,
      },
    });
  });

  test("is addressed by path at an emulator", () => {
    const environment = { TF_STATE_BUCKET: "example-state", AWS_ENDPOINT_URL: "http://127.0.0.1:5000" };
    const { terraform, provider } = synthesize({ environment });

    expect(terraform.backend).toMatchObject({ s3: { use_path_style: true } });
    expect(provider.aws).toEqual([expect.objectContaining({ s3_use_path_style: true })]);
  });
});
