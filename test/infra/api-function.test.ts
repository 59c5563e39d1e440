import { ref, synthesize, theOnly } from "./synthesize";

describe("the function", () => {
  test("runs the bundle on a supported runtime", () => {
    expect(theOnly(synthesize(), "aws_lambda_function")).toMatchObject({
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: "lambda.handler",
    });
  });

  test("knows its user pool, its client and the allowed origins", () => {
    const stack = synthesize({ environment: { CORS_ALLOWED_ORIGINS: "https://a.example,https://b.example" } });

    expect(theOnly(stack, "aws_lambda_function").environment).toEqual({
      variables: {
        USER_POOL_ID: ref("aws_cognito_user_pool.user-pool_pool.id"),
        USER_POOL_CLIENT_ID: ref("aws_cognito_user_pool_client.app-client_client.id"),
        CORS_ALLOWED_ORIGINS: "https://a.example,https://b.example",
        LOG_LEVEL: "info",
      },
    });
  });

  test("may write to its own log group and do nothing else", () => {
    const stack = synthesize();

    const policy = JSON.parse(String(theOnly(stack, "aws_iam_role_policy").policy));

    expect(theOnly(stack, "aws_cloudwatch_log_group")).toMatchObject({
      name: `/aws/lambda/${theOnly(stack, "aws_lambda_function").function_name}`,
      retention_in_days: 14,
    });
    expect(policy.Statement).toEqual([
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${ref("aws_cloudwatch_log_group.api-function_log-group.arn")}:*`,
      },
    ]);
  });

  test("has a share of the account's concurrency only where the stage reserves one", () => {
    const reserved = synthesize({ environment: { LAMBDA_CONCURRENCY: "20" } });

    expect(theOnly(reserved, "aws_lambda_function").reserved_concurrent_executions).toBe(20);
    expect(theOnly(synthesize(), "aws_lambda_function")).not.toHaveProperty("reserved_concurrent_executions");
  });
});
