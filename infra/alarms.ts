/** What a person should look at, as alarms that go to one topic. */
import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { iamPolicy } from "./iam-policy";
import { type Metrics, throttledUserOperations } from "./metrics";
import type { Settings } from "./settings";
import { tlsOnly } from "./tls-only";

export interface AlarmsProps {
  readonly settings: Settings;
  readonly metrics: Metrics;
}

type Alarm = Omit<CloudwatchMetricAlarmConfig, "alarmName" | "evaluationPeriods" | "comparisonOperator">;

/** Five-minute periods: short enough to notice, long enough not to cry at one slow request. */
const periodSeconds = 300;

export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { settings, metrics }: AlarmsProps) {
    super(scope, id);
    const topic = this.#topic(settings);
    for (const [name, alarm] of Object.entries(alarms(settings, metrics))) {
      new CloudwatchMetricAlarm(this, name, {
        alarmName: `${settings.prefix}-${name}`,
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
        // Nobody there is no alarm.
        treatMissingData: "notBreaching",
        alarmActions: [topic.arn],
        okActions: [topic.arn],
        ...alarm,
      });
    }
  }

  #topic(settings: Settings): SnsTopic {
    const topic = new SnsTopic(this, "topic", { name: `${settings.prefix}-alarms` });
    const account = new DataAwsCallerIdentity(this, "account", {});
    new SnsTopicPolicy(this, "topic-policy", {
      arn: topic.arn,
      policy: iamPolicy(
        {
          Sid: "AlarmsOfThisAccount",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: "sns:Publish",
          Resource: topic.arn,
          Condition: { StringEquals: { "aws:SourceAccount": account.accountId } },
        },
        tlsOnly("sns:Publish", topic.arn),
      ),
    });
    if (settings.alarmEmail !== undefined) {
      new SnsTopicSubscription(this, "email", {
        topicArn: topic.arn,
        protocol: "email",
        endpoint: settings.alarmEmail,
      });
    }
    return topic;
  }
}

function alarms({ alarmLatencyMs }: Settings, { api, lambda, userPool }: Metrics): Record<string, Alarm> {
  return {
    "api-5xx-rate": {
      alarmDescription: "More than 1 % of the API's answers are 5xx.",
      ...api,
      metricName: "5XXError",
      statistic: "Average",
      period: periodSeconds,
      threshold: 0.01,
    },
    "api-latency": {
      alarmDescription: `The slowest 1 % of requests take more than ${alarmLatencyMs} ms.`,
      ...api,
      metricName: "Latency",
      extendedStatistic: "p99",
      period: periodSeconds,
      threshold: alarmLatencyMs,
    },
    "lambda-errors": {
      alarmDescription: "The function fails: what it throws or where it runs out of time or memory.",
      ...lambda,
      metricName: "Errors",
      statistic: "Sum",
      period: periodSeconds,
      threshold: 0,
    },
    "lambda-throttles": {
      alarmDescription: "Requests find no free execution of the function.",
      ...lambda,
      metricName: "Throttles",
      statistic: "Sum",
      period: periodSeconds,
      threshold: 0,
    },
    "user-pool-throttles": {
      alarmDescription: "Cognito refuses sign-ins, sign-ups or refreshes, because the account's quota is used up.",
      metricQuery: [
        {
          id: "throttles",
          expression: throttledUserOperations.map((_, index) => `FILL(m${index}, 0)`).join(" + "),
          label: "Refused operations",
          returnData: true,
        },
        ...throttledUserOperations.map((metricName, index) => ({
          id: `m${index}`,
          metric: { ...userPool, metricName, stat: "Sum", period: periodSeconds },
        })),
      ],
      threshold: 0,
    },
  };
}
