/**
 * The REST APIs of a stack as the gateway serves them: resource tree, methods, integrations, authorizers, gateway
 * responses, stages. Everything that refers to something else is linked; what AWS would refuse is a fault, what cannot
 * be enforced here is unsupported (see `stack-reading.ts`).
 * Source: Terraform AWS provider 5.100, `aws_api_gateway_*`.
 */
import type { Arguments } from "./arguments";
import { resolveReferences } from "./references";
import { attachMethods } from "./rest-api/attach-methods";
import { type Authorizer, readAuthorizers } from "./rest-api/authorizers";
import { deploymentNotices } from "./rest-api/deployment-triggers";
import { type GatewayResponse, readGatewayResponses } from "./rest-api/gateway-responses";
import type { Invocables } from "./rest-api/integrations";
import { type LambdaFunction, readFunctions, readPermissions } from "./rest-api/lambda-functions";
import { type ApiResource, allResources, readResources } from "./rest-api/resources";
import { readStages, type Stage } from "./rest-api/stages";
import { refuseUnknownRoutes, refuseUnsupportedTypes } from "./rest-api/unsupported-resources";
import type { Stack } from "./stack";
import { StackReading } from "./stack-reading";

export interface RestApi {
  readonly address: string;
  readonly id: string;
  readonly region: string;
  readonly endpointType: string;
  readonly binaryMediaTypes: readonly string[];
  readonly root: ApiResource;
  /** By response type. */
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponse>;
  readonly stages: readonly Stage[];
  /** Why nothing of it is served: its routes cannot be known here. */
  readonly closedBecause: string | undefined;
}

export interface RestApis {
  readonly apis: readonly RestApi[];
  /** The functions that the APIs integrate with. */
  readonly functions: readonly LambdaFunction[];
  readonly notices: readonly string[];
}

/**
 * @param allowUnsupported addresses whose being unsupported does not stop the start; what happens then each says
 * @throws StackFaultError, UnsupportedResourceError
 */
export function readRestApis(stack: Stack, allowUnsupported: readonly string[] = []): RestApis {
  const reading = new StackReading(stack);
  const closed = refuseUnknownRoutes(reading);
  refuseUnsupportedTypes(reading);
  const shared = {
    closed,
    authorizers: readAuthorizers(reading),
    functions: readFunctions(reading),
    permissions: readPermissions(reading),
  };
  const apis = reading.each("aws_api_gateway_rest_api", (args, resource) =>
    readRestApi(reading, args, reading.idOf(resource), shared),
  );
  if (apis.length === 0) reading.faults.push("It has no aws_api_gateway_rest_api.");
  else if (apis.every(({ stages }) => stages.length === 0)) reading.faults.push("No REST API of it has a stage.");
  for (const api of apis) checkQuotas(reading, api, shared.authorizers);

  const notices = reading.finish(allowUnsupported);
  return { apis, functions: integratedFunctions(apis), notices: [...notices, ...deploymentNotices(stack)] };
}

/** What is read once for all APIs of the stack. */
interface Shared extends Invocables {
  readonly authorizers: readonly Authorizer[];
  /** By the API's id: why it is closed. */
  readonly closed: ReadonlyMap<string, string>;
}

function readRestApi(reading: StackReading, args: Arguments, id: string, shared: Shared): RestApi {
  args.hasNoLocalEffect("name", "description", "tags", "fail_on_warnings", "put_rest_api_mode");
  const rootId = String(resolveReferences(reading.stack, `\${${args.address}.root_resource_id}`));
  const [endpointType = "EDGE"] = args.block("endpoint_configuration")?.strings("types") ?? [];
  if (endpointType === "EDGE") reading.notices.push(`${args.address}: type EDGE (headers of CloudFront are not added)`);
  const resources = readResources(reading, id, rootId);
  attachMethods(reading, id, resources, shared);
  return {
    address: args.address,
    id,
    region: reading.stack.region,
    endpointType,
    binaryMediaTypes: args.strings("binary_media_types") ?? [],
    root: resources.get(rootId) as ApiResource,
    gatewayResponses: readGatewayResponses(reading, id),
    stages: readStages(reading, id),
    closedBecause: shared.closed.get(id) ?? readUnsupportedArguments(reading, args, endpointType),
  };
}

/** Arguments of the API itself that cannot be enforced. Returns why the whole API is closed, if it is. */
function readUnsupportedArguments(reading: StackReading, args: Arguments, endpointType: string): string | undefined {
  const { address } = args;
  if (args.has("policy")) {
    const whenAllowed = "everybody on this machine may call it";
    reading.unsupported.push({ address, reason: "has a resource policy, which is not evaluated here", whenAllowed });
  }
  if (endpointType === "PRIVATE") {
    const whenAllowed = "everybody on this machine may call it";
    reading.unsupported.push({ address, reason: "is a private API, whose network is not enforced here", whenAllowed });
  }
  if (!args.has("body")) return undefined;
  const reason = "is described by an OpenAPI body, which is not read here";
  reading.unsupported.push({ address, reason, whenAllowed: "every request to it answers 500" });
  return `${address} ${reason}`;
}

function integratedFunctions(apis: readonly RestApi[]): LambdaFunction[] {
  const integrations = apis
    .flatMap(({ root }) => allResources(root))
    .flatMap(({ methods }) => [...methods.values()])
    .flatMap(({ integration }) => (integration.kind === "lambda" ? [integration.lambda] : []));
  return [...new Set(integrations)];
}

/** Amazon API Gateway Developer Guide, "Quotas for configuring and running a REST API". */
function checkQuotas(
  reading: StackReading,
  { address, id, root, stages }: RestApi,
  authorizers: readonly Authorizer[],
): void {
  const counts = [
    { what: "resources", count: allResources(root).length, quota: 300 },
    { what: "authorizers", count: authorizers.filter(({ restApiId }) => restApiId === id).length, quota: 10 },
    { what: "stages", count: stages.length, quota: 10 },
  ];
  for (const { what, count, quota } of counts) {
    if (count > quota) reading.notices.push(`${address}: ${count} ${what}, more than the ${quota} of AWS's quota`);
  }
}
