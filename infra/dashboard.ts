/** One look at a stage: what comes in, what goes wrong, how long it takes, who signs in. */
import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import { type MetricSource, type Metrics, throttledUserOperations } from "./metrics";
import type { Settings } from "./settings";

export interface DashboardProps {
  readonly settings: Settings;
  readonly metrics: Metrics;
}

interface Line {
  readonly source: MetricSource;
  readonly metric: string;
  readonly stat: string;
}

export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { settings, metrics }: DashboardProps) {
    super(scope, id);
    const { api, lambda, userPool } = metrics;
    const sums = (source: MetricSource, ...names: string[]): Line[] =>
      names.map((metric) => ({ source, metric, stat: "Sum" }));
    const percentiles = (source: MetricSource, metric: string): Line[] =>
      ["p50", "p90", "p99"].map((stat) => ({ source, metric, stat }));

    const graphs: Record<string, Line[]> = {
      "Requests, and those refused or failed": sums(api, "Count", "4XXError", "5XXError"),
      "Latency of the API (ms)": percentiles(api, "Latency"),
      "Function: calls, errors, throttles": sums(lambda, "Invocations", "Errors", "Throttles"),
      "Duration of the function (ms)": percentiles(lambda, "Duration"),
      "Concurrent executions": [{ source: lambda, metric: "ConcurrentExecutions", stat: "Maximum" }],
      "Users: sign-ups, sign-ins, refreshes": sums(
        userPool,
        "SignUpSuccesses",
        "SignInSuccesses",
        "TokenRefreshSuccesses",
        ...throttledUserOperations,
      ),
    };
    new CloudwatchDashboard(this, "dashboard", {
      dashboardName: settings.prefix,
      dashboardBody: JSON.stringify({
        widgets: Object.entries(graphs).map(([title, lines], index) => widget(settings.awsRegion, title, lines, index)),
      }),
    });
  }
}

/** Two graphs to a row of 24 columns. Source: CloudWatch API Reference, "Dashboard body structure and syntax". */
function widget(region: string, title: string, lines: readonly Line[], index: number): object {
  return {
    type: "metric",
    x: (index % 2) * 12,
    y: Math.floor(index / 2) * 6,
    width: 12,
    height: 6,
    properties: {
      title,
      region,
      view: "timeSeries",
      period: 300,
      metrics: lines.map(({ source, metric, stat }) => [
        source.namespace,
        metric,
        ...Object.entries(source.dimensions).flat(),
        { stat, label: stat === "Sum" ? metric : `${metric} ${stat}` },
      ]),
    },
  };
}
