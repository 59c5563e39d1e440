/**
 * The event of a Lambda proxy integration of a REST API. It has no `version`, and `null` where there is nothing.
 * Source: Amazon API Gateway Developer Guide, "Input format of a Lambda function for proxy integration".
 */
import type { Exchange } from "../exchange";
import type { Route } from "../match-route";
import { isBinaryType } from "../media-types";
import { headerValue } from "../request";
import { eventHeaders } from "./event-headers";
import { queryParameters } from "./query-parameters";
import { requestContext } from "./request-context";

export function proxyEvent(exchange: Exchange, route: Route): object {
  const { api, request, stage, path } = exchange;
  const { headers, multiValueHeaders } = eventHeaders(request, api.endpointType);
  return {
    resource: route.resource.path,
    path,
    httpMethod: request.method,
    headers,
    multiValueHeaders,
    ...queryParameters(request.query),
    pathParameters: route.pathParameters ?? null,
    stageVariables: stage?.variables ?? null,
    requestContext: requestContext(exchange, route),
    ...eventBody(exchange),
  };
}

/**
 * A binary body is base64 as a whole; any other is read as UTF-8, which damages what is not (I). An empty one is `null`,
 * like none (I).
 */
function eventBody({ api, request }: Exchange): { body: string | null; isBase64Encoded: boolean } {
  const { body } = request;
  if (body === "too large" || body.length === 0) return { body: null, isBase64Encoded: false };
  const isBinary = isBinaryType(api.binaryMediaTypes, headerValue(request.headers, "content-type"));
  return { body: body.toString(isBinary ? "base64" : "utf8"), isBase64Encoded: isBinary };
}
