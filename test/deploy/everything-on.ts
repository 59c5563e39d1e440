/** The settings of a stage that has everything. */
import { productionSettings } from "../infra/synthesize";

export const everythingOn: Readonly<Record<string, string>> = {
  ...productionSettings,
  EMAIL_SENDER: "ses",
  SES_IDENTITY_ARN: "arn:aws:ses:eu-west-1:123456789012:identity/example.com",
  EMAIL_FROM: "Team <team@example.com>",
  USER_POOL_TIER: "PLUS",
  PAGE_DOMAIN: "app.example.com",
  PAGE_ZONE_ID: "Z0123456789",
  WAF: "on",
  API_GATEWAY_ACCOUNT_ROLE: "on",
  ALARM_EMAIL: "team@example.com",
  LAMBDA_CONCURRENCY: "20",
};
