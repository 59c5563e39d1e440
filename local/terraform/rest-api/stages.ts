/** Stages with their deployment and the settings of their methods. */
import type { Arguments } from "../arguments";
import type { StackReading } from "../stack-reading";

export interface Stage {
  readonly address: string;
  readonly name: string;
  readonly deploymentId: string;
  readonly variables: Readonly<Record<string, string>> | undefined;
  /** Format of one access log line; none: no access log. */
  readonly accessLogFormat: string | undefined;
  /** By method path: `*` + `/*` for all, `users/{id}/GET`, or `GET` of the root (written `/GET` or `~1/GET`). */
  readonly throttling: ReadonlyMap<string, Throttling>;
}

/** Token bucket of one method. */
export interface Throttling {
  readonly requestsPerSecond: number;
  readonly burst: number;
}

export function readStages(reading: StackReading, restApiId: string): Stage[] {
  const read = (args: Arguments, deploymentId: string): Stage | undefined => {
    if (args.requireString("rest_api_id") !== restApiId) return undefined;
    const name = args.requireString("stage_name");
    if (!/^[A-Za-z0-9_-]{1,128}$/.test(name)) reading.fault(args.address, `has an impossible stage_name: ${name}`);
    if (args.boolean("xray_tracing_enabled")) reading.notices.push(`${args.address}: xray_tracing_enabled`);
    const accessLog = args.block("access_log_settings");
    accessLog?.hasNoLocalEffect("destination_arn");
    return {
      address: args.address,
      name,
      deploymentId,
      variables: args.stringMap("variables"),
      accessLogFormat: accessLog?.stringIfResolved("format"),
      throttling: readThrottling(reading, restApiId, name),
    };
  };
  const stages = reading.each("aws_api_gateway_stage", (args) => {
    args.hasNoLocalEffect("description", "tags");
    return read(args, args.string("deployment_id") ?? "");
  });
  // Deprecated: a deployment that makes its own stage.
  const ownStages = reading.each("aws_api_gateway_deployment", (args, resource) => {
    args.hasNoLocalEffect("description", "stage_description", "triggers", "rest_api_id");
    return args.has("stage_name") ? read(args, reading.idOf(resource)) : undefined;
  });
  return [...stages, ...ownStages];
}

function readThrottling(reading: StackReading, restApiId: string, stageName: string): Map<string, Throttling> {
  const settings = reading.each("aws_api_gateway_method_settings", (args): [string, Throttling] | undefined => {
    if (args.requireString("rest_api_id") !== restApiId || args.requireString("stage_name") !== stageName) {
      return undefined;
    }
    const methodPath = args.stringIfResolved("method_path");
    const block = args.block("settings");
    block?.hasNoLocalEffect("metrics_enabled", "logging_level", "data_trace_enabled");
    if (methodPath === undefined) {
      const reason = "has a method_path without a local value, so its limits cannot be kept";
      reading.unsupported.push({ address: args.address, reason, whenAllowed: "its limits are not kept" });
      return undefined;
    }
    // -1 is the provider's "no limit".
    const requestsPerSecond = block?.number("throttling_rate_limit") ?? -1;
    const burst = block?.number("throttling_burst_limit") ?? -1;
    if (requestsPerSecond < 0 && burst < 0) return undefined;
    const throttling = {
      requestsPerSecond: requestsPerSecond < 0 ? Number.POSITIVE_INFINITY : requestsPerSecond,
      // Without a burst the account's applies on AWS; here one second's worth of requests.
      burst: burst < 0 ? Math.ceil(requestsPerSecond) : burst,
    };
    return [methodPath.replaceAll("~1", "/").replace(/^\/+/, ""), throttling];
  });
  return new Map(settings);
}
