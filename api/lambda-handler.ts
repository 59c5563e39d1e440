/** An Express app as a Lambda proxy function: serverless-express, and our own hands on what goes in and what comes out. */
import serverlessExpress from "@vendia/serverless-express";
import type { Express, Request, Response } from "express";
import type { AllowedOrigins } from "./config";
import { corsHeaders } from "./cors";
import { describe } from "./errors";
import type { Logger } from "./logger";
import { MalformedEventError, type ProxyRequest, type ProxyResult, parseProxyEvent } from "./proxy-event";
import { securityHeaders } from "./security-headers";
import { sharePrototypes } from "./share-prototypes";

/** The header under which the app finds the gateway's request id. What a caller sends under this name is replaced. */
export const requestIdHeader = "x-amzn-requestid";

/** Never rejects: whatever the event is, the gateway gets an answer that it can pass on. */
export type ProxyHandler = (event: unknown) => Promise<ProxyResult>;

export interface ProxyHandlerOptions {
  readonly app: Express;
  readonly allowedOrigins: AllowedOrigins;
  readonly log: Logger;
}

export function createProxyHandler({ app, allowedOrigins, log }: ProxyHandlerOptions): ProxyHandler {
  const fail = (statusCode: number, message: string) =>
    toResult(statusCode, JSON.stringify({ message }), {
      ...securityHeaders,
      ...Object.fromEntries(corsHeaders(allowedOrigins, undefined)),
      "Cache-Control": "no-store",
      "Content-Type": "application/json; charset=utf-8",
    });
  const silent = () => {};
  const options = {
    app,
    // Named, and mapped here, so that the library neither guesses the source nor rewrites the path of a greedy
    // variable called `proxy`, nor keeps only one of `Authorization` and `authorization`.
    eventSourceName: "AWS_API_GATEWAY_V1",
    eventSource: {
      getRequest: ({ event }: { event: ProxyRequest }) => toNodeRequest(event),
      // The library's answer to an error of its own is an empty 500 without any header.
      getResponse: ({ statusCode, body, headers }: NodeResponse) =>
        Object.keys(headers).length > 0 ? toResult(statusCode, body, headers) : fail(500, "Internal Server Error"),
    },
    framework: {
      // Until the answer is there: the library takes a request for read as soon as this is over, and a step that comes
      // after one that waits would find no body.
      sendRequest: async ({ request, response }: Exchange) => {
        sharePrototypes(app, request, response);
        // The gateway writes the date. Node would load time zones for it, a tenth of a cold start.
        response.sendDate = false;
        // body-parser listens to the socket while it lets a body go by that is too large, and so does on-finished, which
        // Express uses; the library's stand-in for a socket takes no listeners.
        Object.assign(request.socket, { on: silent, removeListener: silent });
        app(request, response);
        if (!response.writableEnded) await finished(response);
      },
    },
    // No route answers with anything but text.
    binarySettings: { isBinary: false },
    respondWithErrors: false,
    log: {
      error: (message: string, error: Error) => log.error(message, { error: describe(error) }),
      warn: silent,
      info: silent,
      verbose: silent,
      debug: silent,
    },
  };
  const invoke = serverlessExpress(options as object as Parameters<typeof serverlessExpress>[0]);

  return async (event) => {
    try {
      return await invoke(parseProxyEvent(event), {} as never, silent);
    } catch (error) {
      if (error instanceof MalformedEventError) {
        log.warn(error.message);
        return fail(400, error.message);
      }
      log.error("The event could not be served", { error: describe(error) });
      return fail(500, "Internal Server Error");
    }
  };
}

/** As `once` of node:events does it, in a third of its time. */
function finished(response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    response.once("finish", resolve).once("error", reject);
  });
}

interface Exchange {
  readonly request: Request;
  readonly response: Response;
}

type NodeHeaders = Readonly<Record<string, string | number | readonly string[]>>;

interface NodeResponse {
  readonly statusCode: number;
  readonly body: string;
  readonly headers: NodeHeaders;
}

/** The form in which serverless-express takes a request: several values of a header are one, as HTTP joins them. */
function toNodeRequest({ method, path, query, headers, body, sourceIp, requestId }: ProxyRequest): object {
  const joined: Record<string, string> = { [requestIdHeader]: requestId };
  for (const [name, values] of headers) {
    if (!replacedHeaders.has(name)) joined[name] = values.join(name === "cookie" ? "; " : ", ");
  }
  if (body) joined["content-length"] = String(body.length);
  return { method, path: toTarget(path, query), headers: joined, body, remoteAddress: sourceIp };
}

/** What the gateway knows better than the caller; and names that are no headers, but properties of every object. */
const replacedHeaders: ReadonlySet<string> = new Set([
  requestIdHeader,
  "content-length",
  "transfer-encoding",
  "__proto__",
]);

function toTarget(path: string, query: ProxyRequest["query"]): string {
  const pathname = path.replace(/[?#]/g, encodeURIComponent);
  if (query.size === 0) return pathname;
  const search = new URLSearchParams();
  for (const [name, values] of query) for (const value of values) search.append(name, value);
  return `${pathname}?${search}`;
}

function toResult(statusCode: number, body: string, headers: NodeHeaders): ProxyResult {
  const multiValueHeaders: Record<string, readonly string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    multiValueHeaders[name.toLowerCase()] = typeof value === "object" ? value.map(String) : [String(value)];
  }
  return { statusCode, multiValueHeaders, body, isBase64Encoded: false };
}
