/** Puts together what an API declares apart: resources, methods and integrations. */
import type { StackReading } from "../stack-reading";
import type { Authorizer } from "./authorizers";
import { type Invocables, readIntegrations } from "./integrations";
import { readMethods } from "./methods";
import type { ApiResource } from "./resources";

/** Gives each resource its methods, and each method its integration: exactly one. */
export function attachMethods(
  reading: StackReading,
  restApiId: string,
  resources: ReadonlyMap<string, ApiResource>,
  shared: Invocables & { readonly authorizers: readonly Authorizer[] },
): void {
  const authorizers = shared.authorizers.filter((authorizer) => authorizer.restApiId === restApiId);
  const integrations = readIntegrations(reading, restApiId, shared);
  const unused = new Set(integrations);
  for (const { resourceId, ...method } of readMethods(reading, restApiId, authorizers)) {
    const resource = resources.get(resourceId);
    const matching = integrations.filter(
      (candidate) => candidate.resourceId === resourceId && candidate.httpMethod === method.httpMethod,
    );
    for (const integration of matching) unused.delete(integration);
    const [declared, second] = matching;
    if (resource === undefined) reading.fault(method.address, "has a resource_id that leads to no resource of its API");
    else if (declared === undefined) reading.fault(method.address, "has no integration");
    else if (second !== undefined) reading.fault(second.integration.address, "is a second integration of its method");
    else if (resource.methods.has(method.httpMethod)) {
      reading.fault(method.address, `is a second ${method.httpMethod} of ${resource.path}`);
    } else resource.methods.set(method.httpMethod, { ...method, integration: declared.integration });
  }
  for (const { integration } of unused) reading.fault(integration.address, "is an integration without its method");
}
