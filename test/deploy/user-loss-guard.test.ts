import { describeVerdict } from "../../scripts/deployment/describe-verdict";
import {
  type Action,
  PlanFormatError,
  parsePlan,
  type ResourceChange,
  type TerraformPlan,
} from "../../scripts/deployment/terraform-plan";
import { judgePlan } from "../../scripts/deployment/user-loss-guard";

const pool = "aws_cognito_user_pool.users";

function aChange(actions: Action[], change: Partial<ResourceChange["change"]> = {}, type = "aws_cognito_user_pool") {
  const before = actions[0] === "create" ? null : { id: "eu-west-1_a" };
  const after = actions.length === 1 && actions[0] === "delete" ? null : { id: "eu-west-1_a" };
  return { address: `${type}.users`, type, mode: "managed", change: { actions, before, after, ...change } } as const;
}

function aPlan(resource_changes: ResourceChange[], resource_drift: ResourceChange[] = []): TerraformPlan {
  return { resource_changes, resource_drift };
}

const protectedPool = {
  ...aChange(["no-op"], { before: { deletion_protection: "ACTIVE" } }),
  address: `${pool}_protected`,
};
const email = { name: "email", attribute_data_type: "String", required: true };

describe("the user-loss guard", () => {
  test.each<Action>(["no-op", "create", "read", "update"])("lets a plan pass that would only %s a pool", (action) => {
    expect(judgePlan(aPlan([aChange([action])]), []).losses).toEqual([]);
  });

  test.each([[["delete", "create"]], [["create", "delete"]]] as Action[][][])(
    "stops a replacement, in the order %p, and names the arguments that cause it",
    (actions) => {
      const replaced = aChange(actions, {
        before: { username_configuration: [{ case_sensitive: false }] },
        after: { username_configuration: [{ case_sensitive: true }] },
        replace_paths: [["username_configuration", 0, "case_sensitive"]],
      });

      const [loss] = judgePlan(aPlan([replaced]), []).losses;

      expect(loss).toMatchObject({
        address: pool,
        problem: expect.stringContaining("username_configuration[0].case_sensitive (false → true)"),
      });
    },
  );

  test("stops what is replaced only because its making was interrupted, and says how to keep it", () => {
    const tainted = { ...aChange(["create", "delete"]), action_reason: "replace_because_tainted" };

    expect(judgePlan(aPlan([tainted]), []).losses).toEqual([
      expect.objectContaining({
        problem: expect.stringContaining("its making was interrupted"),
        safeWay: expect.stringContaining(`terraform untaint ${pool}`),
      }),
    ]);
  });

  test("stops a deletion, and tells a renamed resource from one that is not wanted any more", () => {
    const renamed = { ...aChange(["delete"]), action_reason: "delete_because_no_resource_config" };

    expect(judgePlan(aPlan([renamed]), []).losses[0]?.safeWay).toContain("undo the renaming");
    expect(judgePlan(aPlan([aChange(["delete"])]), []).losses).toHaveLength(1);
  });

  test.each(["aws_cognito_user_pool_client", "aws_dynamodb_table", "aws_s3_bucket", "aws_kms_key"])(
    "guards %s as well",
    (type) => {
      expect(judgePlan(aPlan([aChange(["delete"], {}, type)]), []).losses).toHaveLength(1);
    },
  );

  test("lets go what can be made again", () => {
    const page = aChange(["delete"], { before: { force_destroy: true } }, "aws_s3_bucket");

    expect(judgePlan(aPlan([page, aChange(["delete"], {}, "aws_lambda_function")]), []).losses).toEqual([]);
  });

  test("stops an attribute that is removed from the schema, or altered, before half of the plan is applied", () => {
    const withSchema = (...schema: object[]) => aChange(["update"], { before: { schema: [email] }, after: { schema } });
    const added = { ...email, name: "plan" };

    expect(judgePlan(aPlan([withSchema(added)]), []).losses[0]?.problem).toContain("lose the attribute email");
    expect(judgePlan(aPlan([withSchema({ ...email, required: false })]), []).losses[0]?.problem).toContain(
      "another definition of the attribute email",
    );
    expect(judgePlan(aPlan([withSchema(added, email)]), []).losses).toEqual([]);
  });

  test("does not mind in which order Terraform lists the members of an attribute", () => {
    const after = { required: true, attribute_data_type: "String", name: "email" };
    const change = aChange(["update"], { before: { schema: [email] }, after: { schema: [after] } });

    expect(judgePlan(aPlan([change]), []).losses).toEqual([]);
  });

  test("stops a pool that would be made again because AWS does not find it: another region or account", () => {
    const created = aChange(["create"]);

    expect(judgePlan(aPlan([created], [aChange(["delete"])]), []).losses[0]?.safeWay).toContain("AWS_REGION");
    expect(judgePlan(aPlan([created]), []).losses).toEqual([]);
  });

  test("lets a loss pass that is named, and no other one", () => {
    const client = aChange(["delete"], {}, "aws_cognito_user_pool_client");
    const plan = aPlan([aChange(["delete"]), client]);

    const verdict = judgePlan(plan, [pool]);

    expect(verdict.allowed.map(({ address }) => address)).toEqual([pool]);
    expect(verdict.losses.map(({ address }) => address)).toEqual([client.address]);
  });

  test("counts no allowance where a pool is protected, and says the two steps", () => {
    const verdict = judgePlan(aPlan([protectedPool, aChange(["delete"])]), [pool]);

    expect(verdict).toMatchObject({ isProtected: true, allowed: [], losses: [{ address: pool }] });
    expect(describeVerdict(verdict)).toMatch(/1\. .*DELETION_PROTECTION=off[\s\S]*2\. .*--allow-loss/);
  });

  test("says how to go on where a loss is meant", () => {
    const refusal = describeVerdict(judgePlan(aPlan([aChange(["delete"])]), []));

    expect(refusal).toContain(`npm run deploy -- --allow-loss ${pool}`);
    expect(describeVerdict(judgePlan(aPlan([]), []))).toBeUndefined();
  });
});

describe("a plan", () => {
  test.each([
    ["no plan at all", "not JSON"],
    ["[]", "no format_version"],
    ['{"format_version":"1.0","values":{}}', "no planned_values"],
  ])("is not %p", (text, problem) => {
    expect(() => parsePlan(text, "plan.json")).toThrow(PlanFormatError);
    expect(() => parsePlan(text, "plan.json")).toThrow(problem);
    expect(() => parsePlan(text, "plan.json")).toThrow("plan.json");
  });

  test("may be of a stack without resources", () => {
    expect(parsePlan('{"format_version":"1.2","planned_values":{}}', "plan.json")).toEqual({
      resource_changes: [],
      resource_drift: [],
    });
  });
});
