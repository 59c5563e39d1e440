import { type Control, every, everyHas } from "./control";

/** The REST API and its stage. */
export const apiControls: readonly Control[] = [
  {
    id: "api-authorization",
    title: "Every method needs a signed-in user, but for the routes that say `public` and preflights",
    sources: ["CKV_AWS_59", "CKV2_AWS_70", "AwsSolutions-APIG4", "AwsSolutions-COG4"],
    follows: every(
      "aws_api_gateway_method",
      ({ http_method, authorization, authorizer_id }) =>
        http_method === "OPTIONS" ||
        (http_method === "ANY"
          ? authorization === "COGNITO_USER_POOLS" && authorizer_id !== undefined
          : authorization === "NONE"),
    ),
  },
  {
    id: "api-audience",
    title: "The authorizer refuses tokens that were made for another client",
    sources: [],
    follows: every("aws_api_gateway_authorizer", ({ identity_validation_expression }) =>
      /^\^\$\{aws_cognito_user_pool_client\.[\w-]+\.id\}\$$/.test(String(identity_validation_expression)),
    ),
  },
  {
    id: "api-access-log",
    title: "The stage writes an access log",
    sources: ["CKV_AWS_76", "AwsSolutions-APIG1"],
    setting: "ACCESS_LOG",
    follows: every("aws_api_gateway_stage", ({ access_log_settings }) => access_log_settings !== undefined),
  },
  {
    id: "api-tracing",
    title: "The stage is traced",
    sources: ["CKV_AWS_73", "APIGateway.3"],
    setting: "X_RAY",
    follows: every("aws_api_gateway_stage", ({ xray_tracing_enabled }) => xray_tracing_enabled === true),
  },
  {
    id: "api-tokens-in-logs",
    title: "No log holds bodies or tokens",
    sources: ["CKV_AWS_276"],
    follows: every("aws_api_gateway_method_settings", ({ settings }) => {
      const { data_trace_enabled, logging_level } = settings as Record<string, unknown>;
      return data_trace_enabled === false && logging_level === "OFF";
    }),
  },
  {
    id: "api-throttling",
    title: "The stage limits how many requests it takes",
    sources: [],
    follows: everyHas("aws_api_gateway_stage", "aws_api_gateway_method_settings", ({ settings }) => {
      const { throttling_rate_limit, throttling_burst_limit } = settings as Record<string, unknown>;
      return Number(throttling_rate_limit) > 0 && Number(throttling_burst_limit) > 0;
    }),
  },
  {
    id: "api-deployment",
    title: "A new deployment is there before the old one goes",
    sources: ["CKV_AWS_217"],
    follows: every("aws_api_gateway_deployment", ({ lifecycle }) =>
      Boolean((lifecycle as { create_before_destroy?: boolean } | undefined)?.create_before_destroy),
    ),
  },
  {
    id: "api-replacement",
    title: "A new REST API is there before the old one goes",
    sources: ["CKV_AWS_237"],
    follows: {
      waived:
        "Nothing that a stage can set makes Terraform replace the API. If it is replaced, its address is another anyway.",
    },
  },
  {
    id: "api-waf",
    title: "A web ACL stands before the stage",
    sources: ["CKV2_AWS_29", "APIGateway.4", "AwsSolutions-APIG3"],
    setting: "WAF",
    follows: everyHas("aws_api_gateway_stage", "aws_wafv2_web_acl_association"),
  },
  {
    id: "waf-rules",
    title: "A web ACL has rules, and among them those that know bad input (Log4j)",
    sources: ["CKV_AWS_175", "CKV_AWS_192", "WAF.10"],
    setting: "WAF",
    follows: every("aws_wafv2_web_acl", ({ rule }) =>
      JSON.stringify(rule ?? []).includes('"AWSManagedRulesKnownBadInputsRuleSet"'),
    ),
  },
  {
    id: "waf-log",
    title: "A web ACL writes a log",
    sources: ["CKV2_AWS_31", "WAF.11"],
    follows: { waived: "It would hold headers, and with them tokens. The ACL's metrics count what each rule stops." },
  },
  {
    id: "api-execution-log",
    title: "The stage writes an execution log",
    sources: ["CKV2_AWS_4", "APIGateway.1", "AwsSolutions-APIG6"],
    follows: {
      waived: "It would hold headers, and with them tokens. Access log, traces and the function's log tell the rest.",
    },
  },
  {
    id: "api-validation",
    title: "The gateway validates requests",
    sources: ["CKV2_AWS_53", "AwsSolutions-APIG2"],
    follows: {
      waived: "One function answers behind a greedy proxy: requests are validated there, where they are understood.",
    },
  },
  {
    id: "api-cache",
    title: "The stage caches answers",
    sources: ["CKV_AWS_120", "CKV_AWS_225"],
    follows: { waived: "Answers depend on who asks. A shared cache would be a way to get somebody else's." },
  },
  {
    id: "api-client-certificate",
    title: "The gateway shows a certificate to what is behind it",
    sources: ["CKV2_AWS_51", "APIGateway.2"],
    follows: { waived: "Behind it is a Lambda function, which is called through IAM and not over TLS of its own." },
  },
];
