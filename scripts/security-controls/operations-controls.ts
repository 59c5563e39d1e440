import { type Control, every, everyHas, refusesWithoutTls, statementsOf } from "./control";

/** Logs and alarms. */
export const operationsControls: readonly Control[] = [
  {
    id: "logs-retention",
    title: "Logs are kept for a year, and not for ever",
    sources: ["CKV_AWS_66", "CKV_AWS_338", "CloudWatch.16"],
    setting: "LOG_RETENTION_DAYS",
    follows: every("aws_cloudwatch_log_group", ({ retention_in_days }) => Number(retention_in_days) >= 365),
  },
  {
    id: "logs-key",
    title: "Logs are encrypted with a key of our own",
    sources: ["CKV_AWS_158"],
    follows: {
      waived:
        "CloudWatch Logs encrypts them with its own key, and no log line holds a token, an e-mail address or a code.",
    },
  },
  {
    id: "alarms-actions",
    title: "Every alarm tells somebody",
    sources: ["CKV_AWS_319", "CloudWatch.15", "CloudWatch.17"],
    setting: "ALARMS",
    follows: every(
      "aws_cloudwatch_metric_alarm",
      ({ alarm_actions, actions_enabled }) => (alarm_actions as unknown[])?.length > 0 && actions_enabled !== false,
    ),
  },
  {
    id: "topic-publishers",
    title: "Only alarms of this account may write to the topic",
    sources: ["CKV_AWS_169", "CKV_AWS_385", "SNS.4"],
    setting: "ALARMS",
    follows: every("aws_sns_topic_policy", ({ policy }) =>
      statementsOf(policy).every(
        ({ Effect, Principal, Condition }) =>
          Effect === "Deny" ||
          (JSON.stringify(Principal) === '{"Service":"cloudwatch.amazonaws.com"}' &&
            JSON.stringify(Condition ?? null).includes("aws:SourceAccount")),
      ),
    ),
  },
  {
    id: "topic-tls",
    title: "The topic is written to over TLS only",
    sources: ["AwsSolutions-SNS3"],
    setting: "ALARMS",
    follows: everyHas("aws_sns_topic", "aws_sns_topic_policy", ({ policy }) => refusesWithoutTls(policy)),
  },
  {
    id: "topic-key",
    title: "The topic is encrypted with a key",
    sources: ["CKV_AWS_26", "SNS.1"],
    follows: {
      waived:
        "CloudWatch cannot write to a topic under SNS's own key, and an alarm says nothing that needs one of ours.",
    },
  },
];
