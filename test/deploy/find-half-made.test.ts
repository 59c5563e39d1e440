import { findHalfMade } from "../../scripts/deployment/find-half-made";
import type { ResourceChange } from "../../scripts/deployment/terraform-plan";

const tainted = (address: string, before: object): ResourceChange => ({
  address,
  type: address.split(".")[0] ?? "",
  action_reason: "replace_because_tainted",
  change: { actions: ["create", "delete"], before: { ...before }, after: { ...before } },
});

const found = (...resource_changes: readonly ResourceChange[]) =>
  findHalfMade({ resource_changes, resource_drift: [] }, "dev-orders");

describe("what an interrupted deploy has made in part", () => {
  test.each([
    tainted("aws_cloudwatch_log_group.log", { name: "/aws/lambda/dev-orders-api" }),
    tainted("aws_iam_role.role", { name: "dev-orders-api" }),
    tainted("aws_lambda_function.api", { function_name: "dev-orders-api" }),
    tainted("aws_s3_bucket.page", { bucket: "dev-orders-page" }),
  ])("is completed where its name is ours, which the next one could not have beside it: $type", (change) => {
    expect(found(change)).toEqual([change.address]);
  });

  test.each([
    tainted("aws_cognito_user_pool.users", { name: "dev-orders-users", id: "eu-west-1_AbCdEf123" }),
    tainted("aws_cognito_user_pool_client.client", { id: "2v3k" }),
    tainted("aws_dynamodb_table.greetings", { name: "greetings" }),
  ])("is completed where it holds what cannot be made again: $type", (change) => {
    expect(found(change)).toEqual([change.address]);
  });

  test("is replaced, as Terraform has it, where it is anything else", () => {
    expect(found(tainted("aws_api_gateway_rest_api.api", { name: "dev-orders-api" }))).toEqual([]);
    expect(found(tainted("aws_iam_role.foreign", { name: "admin" }))).toEqual([]);
  });

  test("is not what is replaced for another reason", () => {
    const role = tainted("aws_iam_role.role", { name: "dev-orders-api" });

    expect(found({ ...role, action_reason: "replace_because_cannot_update" })).toEqual([]);
  });
});
