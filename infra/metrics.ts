/**
 * Where CloudWatch keeps the metrics of the parts.
 * Sources: Amazon API Gateway Developer Guide, "Amazon API Gateway dimensions and metrics"; AWS Lambda Developer Guide,
 * "Types of metrics for Lambda functions"; Amazon Cognito Developer Guide, "Metrics for user pools".
 */
export interface MetricSource {
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface Metrics {
  readonly api: MetricSource;
  readonly lambda: MetricSource;
  readonly userPool: MetricSource;
}

export interface MeasuredParts {
  readonly apiName: string;
  readonly stageName: string;
  readonly functionName: string;
  readonly userPoolId: string;
  readonly appClientId: string;
}

export function metricsOf(parts: MeasuredParts): Metrics {
  return {
    api: { namespace: "AWS/ApiGateway", dimensions: { ApiName: parts.apiName, Stage: parts.stageName } },
    lambda: { namespace: "AWS/Lambda", dimensions: { FunctionName: parts.functionName } },
    userPool: {
      namespace: "AWS/Cognito",
      dimensions: { UserPool: parts.userPoolId, UserPoolClient: parts.appClientId },
    },
  };
}

/** Counts of operations that Cognito refused because a quota was used up. */
export const throttledUserOperations = ["SignInThrottles", "SignUpThrottles", "TokenRefreshThrottles"] as const;
