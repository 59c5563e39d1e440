/**
 * `/local/…`: for programs on this machine, never for web pages. Every request that a page could have caused is refused:
 * one with an `Origin`, and one that the browser marks as coming from another site. (The host was checked before.)
 */
import type { IncomingMessage } from "node:http";
import { ForbiddenException, MethodNotAllowedException, NotFoundException } from "../errors";
import { localEndpoints } from "../local-endpoints";
import type { LocalControls } from "../local-endpoints/endpoint";
import { type Answer, answerForError, jsonAnswer } from "./answer";
import { parseBody, readBody } from "./request-body";

/** @param flush makes what was changed durable; called before the answer leaves */
export async function callLocalEndpoint(
  request: IncomingMessage,
  controls: LocalControls,
  flush: () => void,
  log: (line: string) => void,
): Promise<Answer> {
  try {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const body = await readBody(request);
    refusePages(request);
    const endpoint = localEndpoints.get(pathname);
    if (endpoint === undefined) throw new NotFoundException(`There is nothing at ${pathname.slice(0, 100)}.`);
    const action = endpoint[request.method as "GET" | "POST"];
    if (action === undefined) {
      throw new MethodNotAllowedException(`${pathname} takes ${Object.keys(endpoint).join(" and ")} only.`);
    }
    try {
      return jsonAnswer(await action(controls, { body: body === "" ? {} : parseBody(body), query: searchParams }));
    } finally {
      flush();
    }
  } catch (error) {
    return answerForError(error, log);
  }
}

function refusePages({ headers }: IncomingMessage): void {
  const site = headers["sec-fetch-site"] ?? "none";
  if (headers.origin !== undefined || (site !== "none" && site !== "same-origin")) {
    throw new ForbiddenException("The endpoints under /local/ are not open to web pages.");
  }
}
