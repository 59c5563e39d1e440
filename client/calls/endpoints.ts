/** The routes that the page calls. The compiler compares them with the API's own list. */
import type { routes } from "../../api/routes";

type Endpoints = Pick<typeof routes, "helloWorld" | "helloWorldSecured">;
export type EndpointName = keyof Endpoints;
export type Endpoint = Endpoints[EndpointName];

export const endpoints: Endpoints = {
  helloWorld: { method: "GET", path: "/api/helloWorld", access: "public" },
  helloWorldSecured: { method: "GET", path: "/api/helloWorldSecured", access: "user" },
};
