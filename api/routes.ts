/**
 * Every route of the API, declared once. Express, the gateway's resources and authorizers, and the tests derive from
 * this list, so that a route cannot be secured in one layer and open in another.
 *
 * Data only: `infra/` reads this file too, and must not load Express.
 */

/** Who may call a route: anybody, or a signed-in user whose e-mail address is verified. */
export type Access = "public" | "user";

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Literal path below the stage, without a trailing slash; matched case-sensitively. */
  readonly path: `/api/${string}`;
  readonly access: Access;
}

export const routes = {
  helloWorld: { method: "GET", path: "/api/helloWorld", access: "public" },
  helloWorldSecured: { method: "GET", path: "/api/helloWorldSecured", access: "user" },
} as const satisfies Record<string, Route>;

export type RouteName = keyof typeof routes;
