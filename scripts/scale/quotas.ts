/** What AWS allows an account in one region before anybody has asked for more. */
export interface Quota {
  readonly value: number;
  readonly unit: string;
  /** Document and section, as read in `readAt`. */
  readonly source: string;
}

/** When the sources were read. Quotas change: look again before you rely on one. */
export const readAt = "November 2026";

const cognitoQuotas = "Amazon Cognito Developer Guide, “Quotas in Amazon Cognito”";

export const quotas = {
  cognitoEmailsPerDay: {
    value: 50,
    unit: "e-mails a day, without SES",
    source: "Amazon Cognito Developer Guide, “Email settings for Amazon Cognito user pools”",
  },
  sesEmailsPerDay: {
    value: 50_000,
    unit: "e-mails a day, with SES out of its sandbox (set for each account; this is a usual first grant)",
    source: "Amazon SES Developer Guide, “Service quotas in Amazon SES”",
  },
  userAuthentication: { value: 120, unit: "sign-ins a second (UserAuthentication)", source: cognitoQuotas },
  userCreation: {
    value: 50,
    unit: "sign-up calls a second (UserCreation: SignUp, ConfirmSignUp)",
    source: cognitoQuotas,
  },
  usersPerPool: { value: 40_000_000, unit: "users in a pool", source: cognitoQuotas },
  gatewayRequests: {
    value: 10_000,
    unit: "requests a second through API Gateway",
    source: "Amazon API Gateway Developer Guide, “Throttle requests to your REST APIs”",
  },
  lambdaConcurrency: {
    value: 1_000,
    unit: "function executions at a time",
    source: "AWS Lambda Developer Guide, “Lambda quotas”",
  },
} as const satisfies Record<string, Quota>;

export type QuotaName = keyof typeof quotas;
