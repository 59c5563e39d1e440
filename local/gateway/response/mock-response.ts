/**
 * MOCK integrations: the request template gives a status, which selects an integration response.
 * Source: Amazon API Gateway Developer Guide, "Mock integrations for REST APIs"; selection as recorded.
 */
import type { MockIntegration, MockResponse } from "../../terraform/rest-api/mock-integrations";
import { contextVariables, renderTemplate } from "../context-variables";
import type { Exchange } from "../exchange";
import { quoted } from "../printable";
import { GatewayRefusal } from "../refusal";
import { headerValue } from "../request";
import { defaultContentType, type GatewayAnswer, identifyingHeaders } from "./answer";
import { mapHeaders } from "./map-headers";

/** @throws GatewayRefusal when no status or no response comes out of it */
export function mockResponse(integration: MockIntegration, exchange: Exchange): GatewayAnswer {
  const { api, request, stage } = exchange;
  if (api.binaryMediaTypes.includes("*/*") && !integration.convertsToText) {
    throw misconfigured(integration, 'with the binary media type "*/*" it needs content_handling = "CONVERT_TO_TEXT"');
  }
  const context = contextVariables(exchange);
  const status = renderStatus(integration, exchange, context);
  const response = selectResponse(integration.responses, status);
  if (response === undefined) throw misconfigured(integration, `no integration response is for the status ${status}`);

  const [contentType, template] = Object.entries(response.templates)[0] ?? ["application/json", ""];
  const body = Buffer.from(renderTemplate(template, context, stage?.variables, ""));
  const mapped = mapHeaders(response.headers, exchange, context);
  return {
    status: response.statusCode,
    headers: [
      ...defaultContentType(mapped, contentType),
      ["Content-Length", String(body.length)],
      ...identifyingHeaders(request),
      ...mapped,
    ],
    body,
  };
}

/**
 * Of the template for the request's content type, else of `$default`, else of the body itself (where passed through); the
 * order is other emulators' (I).
 */
function renderStatus(
  integration: MockIntegration,
  { request, stage }: Exchange,
  context: ReadonlyMap<string, string>,
): number {
  const { requestTemplates, passthroughBehavior } = integration;
  const contentType = headerValue(request.headers, "content-type")?.split(";")[0]?.trim().toLowerCase();
  const template = requestTemplates[contentType || "application/json"] ?? requestTemplates.$default;
  const hasTemplates = Object.keys(requestTemplates).length > 0;
  if (
    template === undefined &&
    (passthroughBehavior === "NEVER" || (passthroughBehavior === "WHEN_NO_TEMPLATES" && hasTemplates))
  ) {
    throw new GatewayRefusal(
      "UNSUPPORTED_MEDIA_TYPE",
      `the MOCK integration ${integration.address} has no template for it`,
    );
  }
  const text =
    template === undefined ? request.body.toString() : renderTemplate(template, context, stage?.variables, "");
  // Keys without quotes are tolerated (I).
  const status = /^\s*\{.*?["']?\bstatusCode\b["']?\s*:\s*["']?(\d{3})\b/s.exec(text)?.[1];
  if (status === undefined) {
    const none = `no request template is for ${quoted(contentType)}, and the body in its place`;
    throw misconfigured(integration, `${template === undefined ? none : "its request template"} gives no statusCode`);
  }
  return Number(status);
}

/** A matching pattern, of several the one whose own status it is; else the one without a pattern (recorded); else none (I). */
function selectResponse(responses: readonly MockResponse[], status: number): MockResponse | undefined {
  const matching = responses.filter(({ selectionPattern }) => selectionPattern?.test(String(status)));
  const exact = matching.find(({ statusCode }) => statusCode === status);
  return exact ?? matching[0] ?? responses.find(({ selectionPattern }) => selectionPattern === undefined);
}

function misconfigured({ address }: MockIntegration, problem: string): GatewayRefusal {
  return new GatewayRefusal("API_CONFIGURATION_ERROR", `the MOCK integration ${address} is misconfigured: ${problem}`);
}
