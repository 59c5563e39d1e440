/**
 * A deployment is a snapshot: what is changed later stays invisible on AWS until a new one is made, and Terraform makes
 * one only when `triggers` change. The local gateway serves the live graph, so it says where AWS would not.
 * Source: Terraform AWS provider, `aws_api_gateway_deployment`, "Redeployment Triggers".
 */
import { referencedAddresses } from "../references";
import { type Resource, resourcesOfType, type Stack } from "../stack";

/** One line for each deployment whose triggers leave something out. */
export function deploymentNotices(stack: Stack): string[] {
  const deployments = resourcesOfType(stack, "aws_api_gateway_deployment");
  return deployments.flatMap((deployment) => {
    const { triggers, rest_api_id } = deployment.arguments;
    if (triggers === undefined) return [`${deployment.address}: no triggers: a changed API is not deployed again`];
    if (isComputedAtSynthesis(triggers)) return [];
    const followed = followedAddresses(triggers);
    const missing = snapshotParts(stack, String(rest_api_id)).filter(({ address }) => !followed.has(address));
    if (missing.length === 0) return [];
    const names = missing.map(({ address }) => address).join(", ");
    return [
      `${deployment.address}: its triggers do not follow every change of ${names}: AWS would serve the old state`,
    ];
  });
}

/** What a deployment takes a copy of. */
const snapshotTypes = [
  "aws_api_gateway_authorizer",
  "aws_api_gateway_gateway_response",
  "aws_api_gateway_integration",
  "aws_api_gateway_integration_response",
  "aws_api_gateway_method",
  "aws_api_gateway_method_response",
  "aws_api_gateway_resource",
];

function snapshotParts(stack: Stack, restApi: string): Resource[] {
  const api = resourcesOfType(stack, "aws_api_gateway_rest_api").filter(
    ({ address, arguments: args }) => `\${${address}.id}` === restApi && args.binary_media_types !== undefined,
  );
  const parts = snapshotTypes
    .flatMap((type) => resourcesOfType(stack, type))
    .filter(({ arguments: args }) => String(args.rest_api_id) === restApi);
  return [...api, ...parts];
}

/** Digests of the whole configuration, computed before Terraform: nothing to check. */
function isComputedAtSynthesis(triggers: unknown): boolean {
  const values = Object.values((triggers ?? {}) as Record<string, unknown>);
  return values.length > 0 && values.every((value) => /^[0-9a-f]{16,}$|^[A-Za-z0-9+/]{20,}={0,2}$/.test(String(value)));
}

/**
 * Named as a whole or by an argument. The id alone follows replacements only; of a resource every change is one, all
 * the others are also changed in place.
 */
function followedAddresses(triggers: unknown): Set<string> {
  const text = JSON.stringify(triggers);
  return new Set(
    referencedAddresses(triggers).filter((address) => {
      const mentions = [...text.matchAll(new RegExp(`${address.replaceAll(".", "\\.")}(?![\\w-])(\\.id\\b)?`, "g"))];
      return address.startsWith("aws_api_gateway_resource.") || mentions.some(([, id]) => id === undefined);
    }),
  );
}
