/** The tree of an API's resources, with their methods. */
import type { StackReading } from "../stack-reading";
import type { Method } from "./methods";

export interface ApiResource {
  readonly id: string;
  /** The template, `/users/{id}`; `/` for the root. */
  readonly path: string;
  readonly literals: Map<string, ApiResource>;
  variable: VariableChild | undefined;
  /** By HTTP method, `ANY` among them. */
  readonly methods: Map<string, Method>;
}

export interface VariableChild {
  readonly name: string;
  /** `{name+}`: one or more segments, not just one. */
  readonly isGreedy: boolean;
  readonly resource: ApiResource;
}

interface Declared {
  readonly address: string;
  readonly id: string;
  readonly parentId: string;
  readonly pathPart: string;
}

/** The API's resources by id, the root among them. Adds the children to their parents. */
export function readResources(reading: StackReading, restApiId: string, rootId: string): Map<string, ApiResource> {
  const declared = reading.each("aws_api_gateway_resource", (args, resource): Declared | undefined => {
    const parentId = args.requireString("parent_id");
    const pathPart = args.requireString("path_part");
    if (args.requireString("rest_api_id") !== restApiId) return undefined;
    return { address: args.address, id: reading.idOf(resource), parentId, pathPart };
  });
  const resources = new Map([[rootId, emptyResource(rootId, "/")]]);
  attachLevels(reading, declared, resources);
  return resources;
}

/** Level by level: parents need not be declared before their children. */
function attachLevels(reading: StackReading, declared: readonly Declared[], resources: Map<string, ApiResource>): void {
  const attachable = declared.filter(({ parentId }) => resources.has(parentId));
  const rest = declared.filter(({ parentId }) => !resources.has(parentId));
  if (attachable.length === 0) {
    for (const { address } of rest) reading.fault(address, "has a parent_id that does not lead to the root of its API");
    return;
  }
  for (const child of attachable) {
    const parent = resources.get(child.parentId);
    const resource = parent && attach(reading, parent, child);
    if (resource !== undefined) resources.set(child.id, resource);
  }
  attachLevels(reading, rest, resources);
}

function attach(
  reading: StackReading,
  parent: ApiResource,
  { address, id, pathPart }: Declared,
): ApiResource | undefined {
  const resource = emptyResource(id, `${parent.path === "/" ? "" : parent.path}/${pathPart}`);
  if (parent.path.endsWith("+}")) {
    reading.fault(address, `stands below the greedy ${parent.path}, which must be the last part of a path`);
    return undefined;
  }

  const variable = /^\{([a-zA-Z0-9._:-]+)(\+?)\}$/.exec(pathPart);
  if (variable !== null) {
    if (parent.variable !== undefined) {
      reading.fault(
        address,
        `is a second variable beside ${parent.variable.resource.path}, which one parent cannot have`,
      );
    }
    parent.variable = { name: variable[1] ?? "", isGreedy: variable[2] === "+", resource };
    return resource;
  }
  if (!/^[a-zA-Z0-9._:$-]+$/.test(pathPart)) {
    reading.fault(address, `has a path_part that API Gateway does not take: ${JSON.stringify(pathPart)}`);
  }
  if (parent.literals.has(pathPart)) reading.fault(address, `is a second resource for ${resource.path}`);
  parent.literals.set(pathPart, resource);
  return resource;
}

/** A resource and everything below it. */
export function allResources(resource: ApiResource): ApiResource[] {
  const children = [...resource.literals.values(), ...(resource.variable ? [resource.variable.resource] : [])];
  return [resource, ...children.flatMap(allResources)];
}

function emptyResource(id: string, path: string): ApiResource {
  return { id, path, literals: new Map(), variable: undefined, methods: new Map() };
}
