/** The pool's HTTP server: the Cognito protocol, discovery documents, inbox and /local/, for this machine only. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { ForbiddenException } from "../errors";
import { answerInbox } from "../inbox/answer-inbox";
import type { LocalControls } from "../local-endpoints/endpoint";
import type { OperationTools } from "../operation-tools";
import { type Answer, answerForError, jsonAnswer, send } from "./answer";
import { callLocalEndpoint } from "./call-local-endpoint";
import { callOperation } from "./call-operation";
import { preflightAnswer } from "./cors";
import { answerDiscovery } from "./discovery";
import { isLoopbackHost } from "./loopback-host";

/** @param tools is asked for at each request: a new stack replaces its pools */
export function createUserPoolServer(tools: () => OperationTools, controls: LocalControls, flush: () => void): Server {
  const server = createServer(async (request, response) => {
    response.setHeader("x-amzn-requestid", randomUUID());
    try {
      send(response, await answer(request, tools(), controls, flush));
    } catch (error) {
      const refused = answerForError(error, tools().log);
      if (response.headersSent) response.destroy();
      else send(response, refused);
    }
  });
  // Node's five seconds pass while a busy machine is at something else; then a request meets a closed connection.
  server.keepAliveTimeout = 75_000;
  return server;
}

async function answer(
  request: IncomingMessage,
  tools: OperationTools,
  controls: LocalControls,
  flush: () => void,
): Promise<Answer> {
  const { method = "", headers, url = "/" } = request;
  if (!isLoopbackHost(headers.host)) {
    return answerForError(new ForbiddenException("This user pool answers on loopback addresses only."), tools.log);
  }
  const [pathname = "/"] = url.split("?");
  if (pathname === "/" && method === "POST") return callOperation(request, tools, flush);
  if (pathname === "/" && method === "OPTIONS") return preflightAnswer(request);
  if (pathname.startsWith("/local/")) return callLocalEndpoint(request, controls, flush, tools.log);
  if (method === "GET" || method === "HEAD") {
    const found = answerDiscovery(pathname, tools.pools) ?? answerInbox(pathname, tools.pools);
    if (found !== undefined) return found;
  }
  return jsonAnswer({ message: `There is nothing at ${method} ${pathname.slice(0, 200)}.` }, 404);
}
