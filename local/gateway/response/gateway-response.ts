/**
 * Renders a refusal: its type's own entry, else the family's default, else AWS's plain answer. Entries are not merged.
 * Source: Amazon API Gateway Developer Guide, "Gateway responses in API Gateway"; selection as recorded.
 */
import type { GatewayResponse } from "../../terraform/rest-api/gateway-responses";
import { contextVariables, renderTemplate } from "../context-variables";
import type { Exchange } from "../exchange";
import { printable } from "../printable";
import type { GatewayRefusal } from "../refusal";
import { defaultContentType, type GatewayAnswer, identifyingHeaders } from "./answer";
import { mapHeaders } from "./map-headers";

/** Outside a stage nothing is deployed, so nothing is customised. */
export function renderRefusal(exchange: Exchange, refusal: GatewayRefusal): GatewayAnswer {
  const { api, request, stage } = exchange;
  const entry = stage && selectResponse(api.gatewayResponses, refusal);
  const context = contextVariables({ ...exchange, refusal });
  const [contentType, template] = selectTemplate(entry?.templates ?? {}, refusal);
  const body = Buffer.from(renderTemplate(template, context, stage?.variables, ""));
  const custom = mapHeaders(entry?.headers ?? [], exchange, context);
  return {
    status: entry?.statusCode ?? refusal.status,
    headers: [
      ...defaultContentType(custom, contentType),
      ...custom,
      ["Content-Length", String(body.length)],
      ...identifyingHeaders(request),
      ["x-amzn-ErrorType", refusal.errorType],
      ["x-local-why", printable(refusal.why)],
    ],
    body,
  };
}

function selectResponse(
  responses: ReadonlyMap<string, GatewayResponse>,
  { type, status }: GatewayRefusal,
): GatewayResponse | undefined {
  return responses.get(type) ?? responses.get(status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX");
}

/** JSON where there is a template for it (I), else the only one there is, else AWS's own. */
function selectTemplate(templates: Readonly<Record<string, string>>, { type }: GatewayRefusal): [string, string] {
  const json = "application/json";
  const [first] = Object.entries(templates);
  const own = templates[json];
  if (own !== undefined) return [json, own];
  if (first !== undefined) return [first[0], first[1]];
  // This type alone writes its key with a capital letter (I).
  return [json, `{"${type === "ACCESS_DENIED" ? "Message" : "message"}":$context.error.messageString}`];
}
