import { productionSettings, ref, synthesize, theOnly } from "./synthesize";

const watched = (environment: Record<string, string> = {}) =>
  synthesize({ environment: { ALARMS: "on", ACCESS_LOG: "on", X_RAY: "on", ...environment } });

describe("a dev stage", () => {
  test("is not watched unless it asks for it", () => {
    const { resource } = synthesize();

    expect(Object.keys(resource).filter((type) => /metric_alarm|dashboard|sns|wafv2/.test(type))).toEqual([]);
    expect(theOnly(synthesize(), "aws_api_gateway_stage")).not.toHaveProperty("access_log_settings");
  });
});

describe("the access log", () => {
  const format = () => {
    const { access_log_settings } = theOnly(watched(), "aws_api_gateway_stage");
    return (access_log_settings as { format: string }).format;
  };

  test("is one line of JSON whose values stay text when they are missing", () => {
    const filled = format().replace(/\$context\.[\w.]+/g, "-");

    expect(format()).not.toContain("\n");
    expect(Object.values(JSON.parse(filled)).every((value) => value === "-")).toBe(true);
  });

  test("tells who called and who refused, and no token", () => {
    expect(format()).toContain("$context.authorizer.claims.sub");
    expect(format()).toContain("$context.authorizer.error");
    expect(format()).toContain("$context.error.responseType");
    expect(format()).not.toMatch(/claims\.email|header|messageString/i);
  });

  test("is kept as long as the stage says", () => {
    const { resource } = watched({ LOG_RETENTION_DAYS: "90" });

    for (const group of Object.values(resource.aws_cloudwatch_log_group ?? {})) {
      expect(group.retention_in_days).toBe(90);
    }
  });

  test("has the account's role from this stage only where it asks for it", () => {
    expect(watched().resource).not.toHaveProperty("aws_api_gateway_account");

    const owner = watched({ API_GATEWAY_ACCOUNT_ROLE: "on" });
    expect(theOnly(owner, "aws_api_gateway_stage").depends_on).toEqual([
      expect.stringMatching(/^aws_api_gateway_account\./),
    ]);
  });
});

describe("traces", () => {
  test("follow a request from the stage into the function", () => {
    expect(theOnly(watched(), "aws_api_gateway_stage").xray_tracing_enabled).toBe(true);
    expect(theOnly(watched(), "aws_lambda_function").tracing_config).toEqual({ mode: "Active" });
    expect(theOnly(synthesize(), "aws_lambda_function").tracing_config).toEqual({ mode: "PassThrough" });
  });
});

describe("alarms", () => {
  const alarms = () => watched().resource.aws_cloudwatch_metric_alarm ?? {};

  test("watch failures, latency and throttling of every part, and tell one topic", () => {
    expect(
      Object.values(alarms())
        .map(({ alarm_name }) => alarm_name)
        .sort(),
    ).toEqual(
      ["api-5xx-rate", "api-latency", "lambda-errors", "lambda-throttles", "user-pool-throttles"].map(
        (name) => `dev-cognito-secured-api-${name}`,
      ),
    );
    for (const alarm of Object.values(alarms())) {
      expect(alarm).toMatchObject({
        alarm_actions: [ref("aws_sns_topic.alarms_topic.arn")],
        treat_missing_data: "notBreaching",
      });
    }
  });

  test("measure the 5xx rate, not a number that grows with the load", () => {
    expect(alarms()["alarms_api-5xx-rate"]).toMatchObject({
      metric_name: "5XXError",
      statistic: "Average",
      threshold: 0.01,
    });
  });

  test("take the latency that the stage finds slow", () => {
    const { resource } = watched({ ALARM_LATENCY_MS: "700" });

    expect(resource.aws_cloudwatch_metric_alarm?.["alarms_api-latency"]).toMatchObject({
      extended_statistic: "p99",
      threshold: 700,
    });
  });

  test("count everything that Cognito refuses", () => {
    const { metric_query } = alarms()["alarms_user-pool-throttles"] as {
      metric_query: { metric?: { metric_name: string } }[];
    };

    expect(metric_query.flatMap(({ metric }) => metric?.metric_name ?? [])).toEqual([
      "SignInThrottles",
      "SignUpThrottles",
      "TokenRefreshThrottles",
    ]);
  });

  test("send an e-mail where there is an address", () => {
    expect(watched().resource).not.toHaveProperty("aws_sns_topic_subscription");
    expect(theOnly(watched({ ALARM_EMAIL: "team@example.com" }), "aws_sns_topic_subscription")).toMatchObject({
      protocol: "email",
      endpoint: "team@example.com",
    });
  });
});

describe("the dashboard", () => {
  test("names metrics that exist: each with its namespace and all of its dimensions", () => {
    const { widgets } = JSON.parse(String(theOnly(watched(), "aws_cloudwatch_dashboard").dashboard_body)) as {
      widgets: { properties: { metrics: string[][] } }[];
    };

    const dimensions: Record<string, string[]> = {
      "AWS/ApiGateway": ["ApiName", "Stage"],
      "AWS/Lambda": ["FunctionName"],
      "AWS/Cognito": ["UserPool", "UserPoolClient"],
    };
    expect(widgets).toHaveLength(6);
    for (const [namespace = "", _metric, ...rest] of widgets.flatMap(({ properties }) => properties.metrics)) {
      expect(rest.slice(0, -1).filter((_, index) => index % 2 === 0)).toEqual(dimensions[namespace]);
    }
  });
});

describe("the web ACLs", () => {
  const acls = (environment: Record<string, string>) =>
    Object.values(synthesize({ environment: { WAF: "on", ...environment } }).resource.aws_wafv2_web_acl ?? {});
  const rateRule = (acl: Readonly<Record<string, unknown>> = {}) =>
    (acl.rule as { name: string; statement: object }[]).find(({ name }) => name === "rate-limit");

  test("stand before the stage and the user pool, with managed rules and a rate limit", () => {
    const [stage, users] = acls({ WAF_RATE_LIMIT: "500" });

    for (const acl of [stage, users]) {
      expect(acl?.rule).toHaveLength(4);
      expect(rateRule(acl)?.statement).toMatchObject({
        rate_based_statement: { limit: 500, aggregate_key_type: "IP" },
      });
    }
  });

  test("count the viewer's address where CloudFront is the peer, and the peer's where browsers call directly", () => {
    const [stage, users] = acls({ HOSTING: "on" });

    expect(rateRule(stage)?.statement).toMatchObject({ rate_based_statement: { aggregate_key_type: "FORWARDED_IP" } });
    expect(rateRule(users)?.statement).toMatchObject({ rate_based_statement: { aggregate_key_type: "IP" } });
  });
});

describe("a stage with real users", () => {
  test("is watched by default", () => {
    const stack = synthesize({ environment: productionSettings });

    expect(stack.resource).toHaveProperty("aws_cloudwatch_metric_alarm");
    expect(stack.resource).toHaveProperty("aws_cloudwatch_dashboard");
    expect(theOnly(stack, "aws_api_gateway_stage")).toMatchObject({
      xray_tracing_enabled: true,
      access_log_settings: { destination_arn: ref("aws_cloudwatch_log_group.rest-api_stage_access-log_log-group.arn") },
    });
    expect(theOnly(stack, "aws_api_gateway_method_settings").settings).toMatchObject({ metrics_enabled: true });
  });
});
