/** What AWS allows an account in one region before anybody has asked for more. */

/** A page of AWS, as it was read: in a stored copy, because the page itself could not be opened. */
export interface Source {
  readonly title: string;
  readonly url: string;
  /** Day of the copy, where the copy says one. */
  readonly copied?: string;
}

export interface Quota {
  readonly value: number;
  readonly unit: string;
  readonly source: Source;
}

/** The day on which the sources of quotas and prices were looked up. They change: look again before you rely on one. */
export const lookedUp = "22 November 2026";

const cognitoQuotas: Source = {
  title: "Amazon Cognito Developer Guide, “Quotas in Amazon Cognito”",
  url: "https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html",
};

export const quotas = {
  cognitoEmailsPerDay: { value: 50, unit: "e-mails a day, without SES", source: cognitoQuotas },
  sesSandboxEmailsPerDay: {
    value: 200,
    unit: "e-mails a day, with SES in its sandbox (and to verified addresses only)",
    source: {
      title: "Amazon SES Developer Guide, “Service quotas in Amazon SES”",
      url: "https://docs.aws.amazon.com/ses/latest/dg/quotas.html",
      copied: "13 August 2026",
    },
  },
  userAuthentication: {
    value: 120,
    unit: "sign-ins and token refreshes a second (UserAuthentication)",
    source: cognitoQuotas,
  },
  userCreation: {
    value: 50,
    unit: "sign-up calls a second (UserCreation: SignUp, ConfirmSignUp)",
    source: cognitoQuotas,
  },
  userAccountRecovery: {
    value: 30,
    unit: "password reset calls a second (UserAccountRecovery: ForgotPassword, ConfirmForgotPassword)",
    source: cognitoQuotas,
  },
  usersPerPool: {
    value: 40_000_000,
    unit: "users in a pool",
    source: { ...cognitoQuotas, copied: "6 September 2026" },
  },
  gatewayRequests: {
    value: 10_000,
    unit: "requests a second through API Gateway",
    source: {
      title: "Amazon API Gateway Developer Guide, “Amazon API Gateway quotas”",
      url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
    },
  },
  lambdaConcurrency: {
    value: 1_000,
    unit: "function executions at a time",
    source: {
      title: "AWS Lambda Developer Guide, “Lambda quotas”",
      url: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
    },
  },
  webAclRequests: {
    value: 100_000,
    unit: "requests a second through the API's web ACL, with `WAF=on`",
    source: {
      title: "AWS WAF Developer Guide, “AWS WAF quotas”",
      url: "https://docs.aws.amazon.com/waf/latest/developerguide/limits.html",
      copied: "1 October 2026",
    },
  },
  distributionRequests: {
    value: 250_000,
    unit: "requests a second through CloudFront, with `HOSTING=on`",
    source: {
      title: "Amazon CloudFront Developer Guide, “Quotas”",
      url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html",
      copied: "5 September 2026",
    },
  },
} as const satisfies Record<string, Quota>;

export type QuotaName = keyof typeof quotas;
