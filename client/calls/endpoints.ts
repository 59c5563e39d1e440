/** The routes that the page calls. The compiler compares them with the API's own list. */
import type { Route, RouteName, routes } from "../../api/routes";

export interface Endpoint extends Route {
  /** What a call sends, unless the visitor writes something else. For methods that carry a body. */
  readonly body?: unknown;
}

const called = {
  helloWorld: { method: "GET", path: "/api/helloWorld", access: "public" },
  helloWorldSecured: { method: "GET", path: "/api/helloWorldSecured", access: "user" },
} as const satisfies { readonly [Name in RouteName]?: (typeof routes)[Name] & Endpoint };

export type EndpointName = keyof typeof called;

export const endpoints: Readonly<Record<EndpointName, Endpoint>> = called;
