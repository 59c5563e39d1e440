import { findForgottenPools } from "../../scripts/deployment/forgotten-state";
import type { Action, TerraformPlan } from "../../scripts/deployment/terraform-plan";

const aPlan = (action: Action): TerraformPlan => ({
  resource_changes: [
    {
      address: "aws_cognito_user_pool.users",
      type: "aws_cognito_user_pool",
      change: { actions: [action], before: null, after: {} },
    },
  ],
  resource_drift: [],
});
const aState = (type: string) =>
  JSON.stringify({
    version: 4,
    resources: [{ mode: "managed", type, name: "users", instances: [{ attributes: { id: "eu-west-1_a" } }] }],
  });

describe("a state that was not moved", () => {
  test("shows by a user pool that would be made though the local file knows one", () => {
    expect(findForgottenPools(aPlan("create"), aState("aws_cognito_user_pool"))).toEqual(["eu-west-1_a"]);
  });

  test.each([
    ["no pool would be made", aPlan("no-op"), aState("aws_cognito_user_pool")],
    ["the local file knows none", aPlan("create"), aState("aws_iam_role")],
    ["the local file is of a stage that was destroyed", aPlan("create"), '{"version":4,"resources":[]}'],
  ])("is not suspected when %s", (_reason, plan, state) => {
    expect(findForgottenPools(plan, state)).toEqual([]);
  });
});
