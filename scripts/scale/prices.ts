/** What AWS publishes as the price of one unit of each thing that a stage uses: no estimate of a bill. */
import type { Source } from "./quotas";

/** A price in US dollars, up to so many things a month; the last step has no end. */
export interface Step {
  readonly usd: number;
  readonly upTo?: number;
}

export interface Price {
  readonly service: string;
  /** Completes "US dollars for …": a price is for `unitSize` of these. */
  readonly unit: string;
  /** Which of several, where the unit does not say it. */
  readonly kind?: string;
  /** How many things a unit is: 1,000,000 where the price is for a million. */
  readonly unitSize: number;
  readonly steps: readonly Step[];
  /** What an account has free each month, for ever. */
  readonly free?: string;
  readonly note?: string;
  readonly sources: readonly Source[];
}

const million = 1_000_000;
const billion = 1_000_000_000;

/** AWS's public price list, which names the day of its publication. Public repositories keep dated copies of it. */
const priceList = (offer: string, region: string, copied: string): Source => ({
  title: `price list of ${region}`,
  url: `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/${offer}/current/${region}/index.json`,
  copied,
});

const pricingPage = (service: string, copied?: string): Source => ({
  title: "pricing page",
  url: `https://aws.amazon.com/${service}/pricing/`,
  ...(copied === undefined ? {} : { copied }),
});

const cognito = {
  service: "Cognito",
  unitSize: 1,
  sources: [
    priceList("AmazonCognito", "ap-southeast-1", "11 September 2026"),
    pricingPage("cognito", "6 September 2026"),
  ],
} as const;
const lambda = {
  service: "Lambda",
  sources: [priceList("AWSLambda", "eu-west-1", "1 October 2026"), pricingPage("lambda", "29 September 2026")],
} as const;
const cloudWatch = {
  service: "CloudWatch",
  sources: [priceList("AmazonCloudWatch", "eu-west-1", "22 September 2026"), pricingPage("cloudwatch")],
} as const;
const cloudFront = {
  service: "CloudFront",
  sources: [
    {
      title: "price list, Europe",
      url: "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonCloudFront/current/index.json",
      copied: "30 June 2026",
    },
    pricingPage("cloudfront"),
  ],
} as const;
const ses = { service: "SES", unit: "1,000 e-mails", unitSize: 1_000 } as const;
const waf = {
  service: "WAF",
  sources: [priceList("awswaf", "ap-southeast-1", "14 September 2026"), pricingPage("waf")],
} as const;
const s3 = {
  service: "S3",
  sources: [priceList("AmazonS3", "eu-west-1", "11 September 2026"), pricingPage("s3")],
} as const;

export const prices = {
  essentialsUsers: {
    ...cognito,
    unit: "active user in a month",
    kind: "plan ESSENTIALS, that of a new pool",
    steps: [{ usd: 0.015 }],
    free: "10,000 users",
  },
  liteUsers: {
    ...cognito,
    unit: "active user in a month",
    kind: "plan LITE, without passkeys",
    steps: [{ usd: 0.0055, upTo: 90_000 }, { usd: 0.0046 }],
    free: "10,000 users",
    note: "it falls further for millions: see the pricing page",
  },
  plusUsers: { ...cognito, unit: "active user in a month", kind: "plan PLUS", steps: [{ usd: 0.02 }] },
  gatewayRequests: {
    service: "API Gateway",
    unit: "million requests to a REST API",
    unitSize: million,
    steps: [
      { usd: 3.5, upTo: 333 * million },
      { usd: 3.19, upTo: billion },
      { usd: 2.71, upTo: 20 * billion },
      { usd: 1.72 },
    ],
    sources: [priceList("AmazonApiGateway", "eu-west-1", "21 September 2026"), pricingPage("api-gateway")],
  },
  functionRequests: {
    ...lambda,
    unit: "million requests",
    unitSize: million,
    steps: [{ usd: 0.2 }],
    free: "1,000,000 requests",
  },
  functionGigabyteSeconds: {
    ...lambda,
    unit: "million GB-seconds",
    kind: "arm64, as here",
    unitSize: million,
    steps: [{ usd: 13.3334, upTo: 7.5 * billion }, { usd: 12.0001, upTo: 18.75 * billion }, { usd: 10.6667 }],
    free: "400,000 GB-seconds",
  },
  emails: {
    ...ses,
    kind: "plan Essentials, that of accounts new to SES since July 2026",
    steps: [{ usd: 0.16, upTo: 10 * million }, { usd: 0.14, upTo: 100 * million }, { usd: 0.11 }],
    sources: [priceList("AmazonSES", "us-east-1", "22 July 2026"), pricingPage("ses")],
  },
  emailsALaCarte: {
    ...ses,
    kind: "without a plan",
    steps: [{ usd: 0.1 }],
    sources: [priceList("AmazonSES", "ap-southeast-1", "11 September 2026"), pricingPage("ses")],
  },
  logGigabytes: {
    ...cloudWatch,
    unit: "GB written into logs",
    unitSize: 1,
    steps: [{ usd: 0.57 }],
    free: "5 GB",
  },
  storedLogs: { ...cloudWatch, unit: "GB of logs kept for a month", unitSize: 1, steps: [{ usd: 0.03 }] },
  alarmMetrics: {
    ...cloudWatch,
    unit: "metric that an alarm watches for a month",
    unitSize: 1,
    steps: [{ usd: 0.1 }],
    free: "10 metrics",
  },
  dashboards: {
    ...cloudWatch,
    unit: "dashboard for a month",
    unitSize: 1,
    steps: [{ usd: 3 }],
    free: "3 dashboards of up to 50 metrics",
    sources: [pricingPage("cloudwatch")],
  },
  traces: {
    service: "X-Ray",
    unit: "million traces recorded",
    unitSize: million,
    steps: [{ usd: 5 }],
    free: "100,000 traces",
    note: "X-Ray records the first request of a second and 5 % of the others",
    sources: [pricingPage("xray")],
  },
  alarmEmails: {
    service: "SNS",
    unit: "100,000 e-mails of alarms",
    unitSize: 100_000,
    steps: [{ usd: 2 }],
    free: "1,000 e-mails",
    sources: [priceList("AmazonSNS", "us-west-1", "29 September 2026"), pricingPage("sns")],
  },
  distributionRequests: {
    ...cloudFront,
    unit: "10,000 HTTPS requests",
    kind: "GET, from Europe",
    unitSize: 10_000,
    steps: [{ usd: 0.012 }],
    free: "10,000,000 requests",
  },
  distributionGigabytes: {
    ...cloudFront,
    unit: "GB sent",
    kind: "to Europe",
    unitSize: 1,
    steps: [{ usd: 0.085, upTo: 10_000 }, { usd: 0.08, upTo: 50_000 }, { usd: 0.06, upTo: 150_000 }, { usd: 0.04 }],
    free: "1 TB",
    note: "it falls further: see the pricing page",
  },
  storedPage: { ...s3, unit: "GB of the page kept for a month", unitSize: 1, steps: [{ usd: 0.023 }] },
  pageReads: { ...s3, unit: "1,000 reads by CloudFront", unitSize: 1_000, steps: [{ usd: 0.0004 }] },
  webAcls: { ...waf, unit: "web ACL for a month", unitSize: 1, steps: [{ usd: 5 }] },
  webAclRules: { ...waf, unit: "rule or group of managed rules for a month", unitSize: 1, steps: [{ usd: 1 }] },
  webAclRequests: { ...waf, unit: "million requests", unitSize: million, steps: [{ usd: 0.6 }] },
} as const satisfies Record<string, Price>;

export type PriceName = keyof typeof prices;
