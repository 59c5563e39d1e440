import { findOrphans, suspectOrphans } from "../../scripts/deployment/find-orphans";
import type { TerraformPlan } from "../../scripts/deployment/terraform-plan";

const creation = (address: string, after: object) => ({
  address,
  type: address.split(".")[0] ?? "",
  change: { actions: ["create"] as const, before: null, after: { ...after } },
});

const plan: TerraformPlan = {
  resource_changes: [
    creation("aws_iam_role.api-function_role", { name: "dev-orders-api" }),
    creation("aws_cloudwatch_log_group.log", { name: "/aws/lambda/dev-orders-api" }),
    creation("aws_iam_role.foreign", { name: "admin" }),
    creation("aws_cognito_user_pool.users", { name: "dev-orders-users" }),
    {
      address: "aws_lambda_function.api",
      type: "aws_lambda_function",
      change: { actions: ["create", "delete"], before: {}, after: { function_name: "dev-orders-api" } },
    },
  ],
  resource_drift: [],
};

/** As Terraform 1.11 and its AWS provider 5.100 word it. */
const failure = (address: string, error: string) =>
  `\u2577\n\u2502 Error: creating: ${error}\n\u2502 \n\u2502   with ${address},\n\u2502   on cdk.tf.json line 1\n\u2575\n`;

describe("what an interrupted deploy has left", () => {
  test("is what exists already under a name of ours", () => {
    const stderr = [
      failure(
        "aws_iam_role.api-function_role",
        "api error EntityAlreadyExists: Role with name dev-orders-api already exists.",
      ),
      failure("aws_cloudwatch_log_group.log", "ResourceAlreadyExistsException: The specified log group already exists"),
    ].join("");

    expect(findOrphans(stderr, plan, "dev-orders")).toEqual([
      { address: "aws_iam_role.api-function_role", id: "dev-orders-api" },
      { address: "aws_cloudwatch_log_group.log", id: "/aws/lambda/dev-orders-api" },
    ]);
  });

  test.each([
    ["what the state knows", failure("aws_lambda_function.api", "ResourceConflictException: Function already exist")],
    ["somebody else's name", failure("aws_iam_role.foreign", "EntityAlreadyExists: Role already exists")],
    ["another failure", failure("aws_iam_role.api-function_role", "AccessDenied: not authorized")],
    ["a thing whose name says not which one it is", failure("aws_cognito_user_pool.users", "AlreadyExists")],
  ])("is not %s", (_what, stderr) => {
    expect(findOrphans(stderr, plan, "dev-orders")).toEqual([]);
  });

  describe("of a function, which the provider would wait for", () => {
    const existing = {
      address: "aws_iam_role.api-function_role",
      type: "aws_iam_role",
      change: { actions: ["no-op"] as const, before: {}, after: {} },
    };
    const lambda = creation("aws_lambda_function.api-function_lambda", { function_name: "dev-orders-api" });
    const suspects = (...resource_changes: TerraformPlan["resource_changes"]) =>
      suspectOrphans({ resource_changes, resource_drift: [] }, "dev-orders");

    test("is suspected where the rest of the stage exists", () => {
      expect(suspects(existing, lambda)).toEqual([
        { address: "aws_lambda_function.api-function_lambda", id: "dev-orders-api" },
      ]);
    });

    test.each([
      ["in a new stage", [creation("aws_iam_role.role", { name: "dev-orders-api" }), lambda]],
      ["beside what only lies there to be read", [{ ...existing, mode: "data" as const }, lambda]],
      ["where it is replaced", [existing, { ...lambda, change: { ...lambda.change, actions: ["delete", "create"] } }]],
      ["under somebody else's name", [existing, creation("aws_lambda_function.other", { function_name: "other" })]],
    ] as const)("is not suspected %s", (_where, changes) => {
      expect(suspects(...changes)).toEqual([]);
    });
  });
});
