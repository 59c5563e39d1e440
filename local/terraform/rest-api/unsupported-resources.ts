/** Resources around an API that the local gateway does not enforce, by type. */
import { type Resource, resourcesOfType } from "../stack";
import type { StackReading } from "../stack-reading";

/** They limit who may call or what may be sent: they stop the start. */
const unenforced: Readonly<Record<string, { readonly reason: string; readonly whenAllowed: string }>> = {
  aws_api_gateway_api_key: { reason: "is an API key, and keys are not checked here", whenAllowed: "it opens nothing" },
  aws_api_gateway_usage_plan: {
    reason: "is a usage plan, whose keys, quotas and limits are not enforced here",
    whenAllowed: "its quotas and limits are not kept",
  },
  aws_api_gateway_usage_plan_key: {
    reason: "gives a key to a usage plan, and neither is enforced here",
    whenAllowed: "it opens nothing",
  },
  aws_api_gateway_request_validator: {
    reason: "is a request validator, which is not run here",
    whenAllowed: "the requests it guards are not validated",
  },
  aws_api_gateway_rest_api_policy: {
    reason: "is a resource policy, which is not evaluated here",
    whenAllowed: "everybody on this machine may call its API",
  },
};

/** Read elsewhere, or without a part in how requests are answered. */
const known = new Set([
  "aws_api_gateway_account",
  "aws_api_gateway_authorizer",
  "aws_api_gateway_deployment",
  "aws_api_gateway_documentation_part",
  "aws_api_gateway_documentation_version",
  "aws_api_gateway_gateway_response",
  "aws_api_gateway_integration",
  "aws_api_gateway_integration_response",
  "aws_api_gateway_method",
  "aws_api_gateway_method_response",
  "aws_api_gateway_method_settings",
  "aws_api_gateway_model",
  "aws_api_gateway_resource",
  "aws_api_gateway_rest_api",
  "aws_api_gateway_rest_api_put",
  "aws_api_gateway_stage",
]);

/** Those that decide which request reaches what. */
const graphTypes = [...known].filter((type) => !/documentation|account|model/.test(type));

export function refuseUnsupportedTypes(reading: StackReading): void {
  for (const { type, address } of reading.stack.resources) {
    if (address.startsWith("data.") || known.has(type)) continue;
    const refusal = unenforced[type];
    if (refusal !== undefined) reading.unsupported.push({ address, ...refusal });
    else if (/^aws_(api_gateway_|apigatewayv2_|waf)/.test(type)) reading.notices.push(`${address}: the whole resource`);
  }
}

/** Notes what leaves the routes of an API unknown here. Returns the closed APIs by id, and why. */
export function refuseUnknownRoutes(reading: StackReading): Map<string, string> {
  const closed = new Map<string, string>();
  for (const resource of graphTypes.flatMap((type) => resourcesOfType(reading.stack, type))) {
    const reason = unknownBecause(resource);
    if (reason === undefined) continue;
    const whenAllowed = "every request to its API answers 500";
    reading.unsupported.push({ address: resource.address, reason, whenAllowed });
    const api = resource.type === "aws_api_gateway_rest_api" ? reading.idOf(resource) : restApiIdOf(reading, resource);
    if (api !== undefined) closed.set(api, `${resource.address} ${reason}`);
  }
  return closed;
}

/** Several resources from one block, or optional ones, are only known to Terraform; an import may replace all the others. */
function unknownBecause({ type, arguments: args }: Resource): string | undefined {
  if (type === "aws_api_gateway_rest_api_put") return "imports an OpenAPI description, which is not read here";
  const repeated = ["count", "for_each", "dynamic"].find((name) => args[name] !== undefined);
  return repeated && `has ${repeated}, which only Terraform can evaluate`;
}

function restApiIdOf(reading: StackReading, resource: Resource): string | undefined {
  return reading.arguments(resource).stringIfResolved("rest_api_id");
}
