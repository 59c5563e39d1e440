import { readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { MissingBuildError } from "../../infra/missing-build-error";
import { aBuild, addresses, productionSettings, synthesize, synthesizeIn, theOnly } from "./synthesize";

describe("the stack", () => {
  test("tells what a client needs to know", () => {
    expect(Object.keys(synthesize().output)).toEqual(["ApiUrl", "Region", "UserPoolClientId", "UserPoolId"]);
  });

  test("begins every name in AWS with stage and project, so that stages and projects share an account", () => {
    const references = /\$\{/;
    const names = (project: string, STAGE: string) =>
      Object.entries(synthesize({ project, environment: { STAGE } }).resource)
        .filter(([type]) => type !== "aws_iam_role_policy") // its name lives within the role
        .flatMap(([, named]) => Object.values(named))
        .flatMap(({ name, function_name }) => [name, function_name])
        .filter((name) => name !== undefined && !references.test(String(name)));

    expect(names("orders", "dev-ann").length).toBeGreaterThan(5);
    for (const name of names("orders", "dev-ann")) expect(name).toMatch(/^(\/aws\/lambda\/)?dev-ann-orders-/);
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
