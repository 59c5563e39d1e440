import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { localId } from "../../../local/terraform/identifiers";
import { parseStack, readStack, resourcesOfType } from "../../../local/terraform/stack";

const synthesized = {
  "//": { metadata: { stackName: "dev" } },
  provider: { aws: [{ region: "us-east-1", alias: "edge" }, { region: "eu-west-1" }] },
  resource: { aws_x: { one: { "//": { metadata: {} }, name: "first" }, two: {} } },
  data: { aws_x: { three: {} } },
};

describe("a synthesized stack", () => {
  test("has a name, the region of its main provider, and its resources with their arguments", () => {
    const stack = parseStack(synthesized, "file");

    expect(stack).toMatchObject({ name: "dev", region: "eu-west-1" });
    expect(stack.resources.map(({ address }) => address)).toEqual(["aws_x.one", "aws_x.two", "data.aws_x.three"]);
    expect(stack.resources[0]?.arguments).toEqual({ name: "first" });
    expect(resourcesOfType(stack, "aws_x")).toHaveLength(2);
  });

  test("may have its region from a variable with a default", () => {
    const regionOf = (defaults: object) =>
      parseStack(
        // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how Terraform writes references.
        { ...synthesized, provider: { aws: [{ region: "${var.region}" }] }, variable: { region: defaults } },
        "file",
      ).region;

    expect(regionOf({ default: "us-west-2" })).toBe("us-west-2");
    expect(() => regionOf({})).toThrow(/has no aws provider with a region: .* write it out there/);
  });

  test("gives every resource the same id each time, in the shape of its service", () => {
    const stack = parseStack(synthesized, "file");
    const idOf = (type: string) => localId(stack, { type, address: `${type}.x` });

    expect(idOf("aws_cognito_user_pool")).toMatch(/^eu-west-1_[A-Za-z0-9]{9}$/);
    expect(idOf("aws_cognito_user_pool_client")).toMatch(/^[a-z0-9]{26}$/);
    expect(idOf("aws_api_gateway_rest_api")).toMatch(/^[a-z0-9]{10}$/);
    expect(idOf("aws_cognito_user_pool")).toBe(
      localId(parseStack(synthesized, "other file"), {
        type: "aws_cognito_user_pool",
        address: "aws_cognito_user_pool.x",
      }),
    );
    expect(idOf("aws_cognito_user_pool")).not.toBe(
      localId({ ...stack, name: "prod" }, { type: "aws_cognito_user_pool", address: "aws_cognito_user_pool.x" }),
    );
  });
});

describe("a file that is no synthesized stack", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "stack-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each`
    what              | content                                                            | problem
    ${"no JSON"}      | ${"resource {}"}                                                   | ${/is not JSON/}
    ${"a list"}       | ${"[]"}                                                            | ${/it is not an object/}
    ${"another JSON"} | ${'{"name":"x"}'}                                                  | ${/no "\/\/"\.metadata\.stackName/}
    ${"no region"}    | ${'{"//":{"metadata":{"stackName":"x"}},"provider":{"aws":[{}]}}'} | ${/no aws provider with a region/}
  `("$what: an error that names the file", async ({ content, problem }) => {
    const file = path.join(folder, "cdk.tf.json");
    await writeFile(file, content);

    expect(() => readStack(file)).toThrow(expect.objectContaining({ name: "StackFileError" }));
    expect(() => readStack(file)).toThrow(problem);
    expect(() => readStack(file)).toThrow(file);
  });

  test("that is missing: an error that says how to make it", () => {
    expect(() => readStack(path.join(folder, "none.json"))).toThrow(/cdktf synth/);
  });
});
