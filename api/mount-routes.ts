/** Binds handlers to the route manifest: what is missing on either side does not compile. */
import { type Express, json, type Request, type RequestHandler, type Response } from "express";
import { preflight } from "./cors";
import type { IdTokenVerifier } from "./id-token-verifier";
import { requireUser, type User, userOf } from "./require-user";
import type { Route } from "./routes";

type Manifest = Readonly<Record<string, Route>>;

export type PublicHandler = (request: Request, response: Response) => void | Promise<void>;
/** Gets the user, so that it cannot be put on a public route. */
export type UserHandler = (request: Request, response: Response, user: User) => void | Promise<void>;

/** One handler for each route, of the kind that its access asks for. */
export type Handlers<M extends Manifest> = {
  readonly [Name in keyof M]: M[Name]["access"] extends "user" ? UserHandler : PublicHandler;
};

/** The largest JSON body that a route gets; a larger one is a 413. */
const maxBodyBytes = 1_000_000;

/** A route's path answers its own method, HEAD where that is GET, and OPTIONS; everything else is left to the 404. */
export function mountRoutes<M extends Manifest>(
  app: Express,
  manifest: M,
  handlers: Handlers<M>,
  verifier: IdTokenVerifier,
): void {
  for (const [name, { method, path, access }] of Object.entries(manifest)) {
    const handler: UserHandler | PublicHandler = handlers[name as keyof M];
    const steps: RequestHandler[] = [];
    if (access !== "public") steps.push(requireUser(verifier));
    if (hasBody(method)) steps.push(json({ limit: maxBodyBytes }));
    steps.push(
      access === "public"
        ? (request, response) => (handler as PublicHandler)(request, response)
        : (request, response) => (handler as UserHandler)(request, response, userOf(response)),
    );
    app[lowerCase(method)](
      path,
      (_request, response, next) => {
        response.locals.route = `${method} ${path}`;
        next();
      },
      ...steps,
    );
  }
  for (const [path, methods] of methodsByPath(manifest)) app.options(path, preflight(methods));
}

function hasBody(method: Route["method"]): boolean {
  return method === "POST" || method === "PUT" || method === "PATCH";
}

function lowerCase<M extends Route["method"]>(method: M): Lowercase<M> {
  return method.toLowerCase() as Lowercase<M>;
}

function methodsByPath(manifest: Manifest): ReadonlyMap<string, readonly string[]> {
  const byPath = new Map<string, string[]>();
  for (const { method, path } of Object.values(manifest)) byPath.set(path, [...(byPath.get(path) ?? []), method]);
  return byPath;
}
