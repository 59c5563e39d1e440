import type { Route } from "../../api/routes";
import { type Asked, addresses, ref, type Synthesized, synthesize, synthesizeAnew, theOnly } from "./synthesize";

const hello: Route = { method: "GET", path: "/api/hello", access: "public" };
const routes = { hello };

const triggersOf = (stack: Synthesized) =>
  theOnly(stack, "aws_api_gateway_deployment").triggers as Record<string, string>;
const triggers = (asked: Asked = {}) => triggersOf(synthesize({ routes, ...asked }));

describe("the deployment of the API", () => {
  test("follows every resource that a deployment takes a copy of, with all its arguments", () => {
    const stack = synthesize();
    const ofStage = /^aws_api_gateway_(deployment|stage|method_settings)\./;
    const inSnapshot = addresses(stack).filter(
      (address) => address.startsWith("aws_api_gateway_") && !ofStage.test(address),
    );

    expect(Object.keys(triggersOf(stack)).sort()).toEqual(inSnapshot);
    for (const address of inSnapshot) {
      const [type = "", name = ""] = address.split(".");
      const { "//": _metadata, depends_on: _order, ...args } = stack.resource[type]?.[name] ?? {};
      expect(JSON.parse(triggersOf(stack)[address] ?? "")).toEqual(args);
    }
  });

  test("waits for all of them", () => {
    const stack = synthesize();

    const { depends_on } = theOnly(stack, "aws_api_gateway_deployment");

    expect([...(depends_on as string[])].sort()).toEqual(Object.keys(triggersOf(stack)).sort());
  });

  test.each<[string, Asked]>([
    ["a route is added", { routes: { hello, bye: { ...hello, path: "/api/bye" } } }],
    ["a route is removed", { routes: {} }],
    ["a route gets another path", { routes: { hello: { ...hello, path: "/api/hi" } } }],
    ["a route gets another method", { routes: { hello: { ...hello, method: "POST" } } }],
    ["a route is closed", { routes: { hello: { ...hello, access: "user" } } }],
    ["the origins of the gateway's own answers change", { environment: { CORS_ALLOWED_ORIGINS: "https://a.example" } }],
    ["the project gets another name", { project: "orders" }],
  ])("is made anew when %s", (_edit, asked) => {
    expect(triggers(asked)).not.toEqual(triggers());
  });

  test.each<[string, Asked]>([
    ["nothing changes", {}],
    ["only the function's code changes", { code: "exports.handler = async () => ({ statusCode: 204 });" }],
    ["only a setting of the stage changes", { environment: { THROTTLE_RATE: "1" } }],
  ])("stays when %s", (_edit, asked) => {
    expect(triggersOf(synthesizeAnew({ routes, ...asked }))).toEqual(triggers());
  });

  test("is replaced without the stage being left without one", () => {
    const stack = synthesize();

    expect(theOnly(stack, "aws_api_gateway_deployment").lifecycle).toEqual({ create_before_destroy: true });
    expect(theOnly(stack, "aws_api_gateway_stage")).toMatchObject({
      stage_name: "dev",
      deployment_id: ref("aws_api_gateway_deployment.rest-api_stage_deployment.id"),
    });
  });
});
