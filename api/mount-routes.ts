/** Binds handlers to the route manifest: what is missing on either side does not compile. */
import { type Express, json, type Request, type RequestHandler, type Response } from "express";
import { preflight } from "./cors";
import type { IdTokenVerifier } from "./id-token-verifier";
import { requireUser, type User } from "./require-user";
import type { Route } from "./routes";
import { sendJson } from "./send-json";

type Manifest = Readonly<Record<string, Route>>;

export interface PublicCall {
  readonly request: Request;
  /** For another status than 200, for headers, or for a body that is not JSON. */
  readonly response: Response;
}

export interface UserCall extends PublicCall {
  readonly user: User;
}

/** Returns what is sent as the JSON body; undefined where there is none, or where it has been sent. */
export type PublicHandler = (call: PublicCall) => unknown;
/** Needs the user, so that it cannot be put on a public route. */
export type UserHandler = (call: UserCall) => unknown;

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
  for (const path of new Set(Object.values(manifest).map(({ path }) => path))) {
    const routes = Object.entries(manifest).filter(([, route]) => route.path === path);
    const atPath = app.route(path);
    for (const [name, route] of routes) {
      atPath[lowerCase(route.method)](endpoint(route, handlers[name as keyof M], verifier));
    }
    atPath.options(preflight(routes.map(([, { method }]) => method)));
  }
}

/** One step for everything that a route does: each further one costs a request more than what it does. */
function endpoint({ method, path, access }: Route, handler: UserHandler, verifier: IdTokenVerifier): RequestHandler {
  const route = `${method} ${path}`;
  const parseBody = hasBody(method) ? jsonBody() : undefined;
  return async (request, response) => {
    response.locals.route = route;
    if (access !== "public") response.setHeader("Cache-Control", "no-store");
    const user = access === "public" ? undefined : await requireUser(request, verifier);
    if (parseBody) await completed(parseBody, request, response);

    // A public route's handler does not know of the user, and a user's route always has one.
    const answer = await handler({ request, response, user } as UserCall);
    if (answer !== undefined) sendJson(response, answer);
    else if (!response.headersSent) response.status(204).end();
  };
}

function completed(step: RequestHandler, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    step(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
  });
}

function hasBody(method: Route["method"]): boolean {
  return method === "POST" || method === "PUT" || method === "PATCH";
}

/** Made when the first body comes: a cold start must not wait for a parser that its request may not need. */
function jsonBody(): RequestHandler {
  let parse: RequestHandler | undefined;
  return (request, response, next) => {
    parse ??= json({ limit: maxBodyBytes });
    parse(request, response, next);
  };
}

function lowerCase<M extends Route["method"]>(method: M): Lowercase<M> {
  return method.toLowerCase() as Lowercase<M>;
}
