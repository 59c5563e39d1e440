import { parseSettings } from "../../infra/settings";
import { assumedHabits } from "../../scripts/scale/habits";
import { loadOf, usersUntilFull } from "../../scripts/scale/load";
import { monthOf, standing } from "../../scripts/scale/month";
import { countText, priceText } from "../../scripts/scale/price-text";
import { type Price, prices } from "../../scripts/scale/prices";
import { type Quota, type QuotaName, quotas } from "../../scripts/scale/quotas";
import { everythingOn } from "../deploy/everything-on";
import { synthesize } from "./synthesize";

const loadOn = (quota: QuotaName, users: number, habits = assumedHabits) =>
  loadOf(users, habits).find((load) => load.quota === quota);

describe("the load of a number of users", () => {
  test("is what comes in the busiest second", () => {
    // 1,000,000 users · 10 % · 50 requests ÷ 86,400 s · 5
    expect(loadOn("gatewayRequests", 1_000_000)?.load).toBeCloseTo(289.35, 2);
    // 1,000,000 · 10 % · (0.5 sign-ins + 1 refresh) ÷ 86,400 s · 5: both are UserAuthentication
    expect(loadOn("userAuthentication", 1_000_000)?.load).toBeCloseTo(8.68, 2);
  });

  test("holds as many executions at a time as a request takes seconds (Little's law)", () => {
    const slow = { ...assumedHabits, functionSeconds: 2 };

    expect(loadOn("lambdaConcurrency", 1_000_000, slow)?.load).toBeCloseTo(578.7, 1);
  });

  test("… but at least one for every ten requests a second, however quick the function is", () => {
    const quick = { ...assumedHabits, functionSeconds: 0.001 };

    expect(loadOn("lambdaConcurrency", 1_000_000, quick)?.load).toBeCloseTo(28.94, 2);
  });

  test("is in e-mails what new users and forgotten passwords cause on a day", () => {
    // 10,000 · (1 % · 1.2 + 0.1 %)
    expect(loadOn("cognitoEmailsPerDay", 10_000)).toEqual({ quota: "cognitoEmailsPerDay", load: 130, used: 2.6 });
  });

  test("is told with the fullest quota first", () => {
    const used = loadOf(1_000_000).map((load) => load.used);

    expect(used).toEqual([...used].sort((one, other) => other - one));
    expect(loadOf(1_000_000)[0]?.quota).toBe("cognitoEmailsPerDay");
  });

  test("follows the habits", () => {
    const busier = { ...assumedHabits, requestsPerActiveUser: 500 };

    expect(loadOn("gatewayRequests", 1000, busier)?.load).toBeCloseTo(
      10 * (loadOn("gatewayRequests", 1000)?.load ?? 0),
    );
  });

  test.each([0, -1, Number.NaN])("does not exist for %p users", (users) => {
    expect(() => loadOf(users)).toThrow(RangeError);
  });
});

describe("a quota", () => {
  test.each(Object.keys(quotas) as QuotaName[])(
    "%s is full at the number of users that is told, and not before",
    (quota) => {
      const users = usersUntilFull(quota);

      expect(loadOn(quota, users)?.used).toBeLessThanOrEqual(1);
      expect(loadOn(quota, users + 1)?.used).toBeGreaterThan(0.999);
    },
  );
});

test("a stage can take more than an account starts with: THROTTLE_RATE goes beyond the quota", () => {
  const environment = { THROTTLE_RATE: String(3 * quotas.gatewayRequests.value), THROTTLE_BURST: "15000" };

  expect(parseSettings(environment, "orders")).toMatchObject({ throttleRate: 30_000, throttleBurst: 15_000 });
});

describe("what a month uses", () => {
  test("is what is charged: users, requests, memory times time, e-mails, logs", () => {
    expect(monthOf(1_000_000, 512)).toEqual({
      essentialsUsers: 400_000,
      gatewayRequests: 150_000_000, // 30 days · 100,000 who come · 50
      functionRequests: 150_000_000,
      functionGigabyteSeconds: 3_750_000, // · 0.05 s · 0.5 GB
      emails: 390_000,
      logGigabytes: 150,
      distributionRequests: 162_000_000,
      // and 30 · (50,000 sign-ins · 2 + 100,000 refreshes + 10,000 sign-ups · 2 + 1,000 resets · 2) calls of Cognito
      webAclRequests: 156_660_000,
    });
  });

  test("is, whatever the users, what a stage with everything on has", () => {
    const { resource } = synthesize({ environment: everythingOn });
    const blocks = (type: string) => Object.values(resource[type] ?? {});
    const watchedMetrics = ({ metric_query }: { metric_query?: unknown }) =>
      ((metric_query ?? [{ metric: {} }]) as { metric?: object }[]).filter(({ metric }) => metric !== undefined).length;

    expect(standing).toEqual({
      alarmMetrics: blocks("aws_cloudwatch_metric_alarm").reduce((sum, alarm) => sum + watchedMetrics(alarm), 0),
      dashboards: blocks("aws_cloudwatch_dashboard").length,
      webAcls: blocks("aws_wafv2_web_acl").length,
      webAclRules: blocks("aws_wafv2_web_acl").reduce((sum, { rule }) => sum + (rule as unknown[]).length, 0),
    });
  });

  test("has a function of the kind whose price is told", () => {
    const [block] = Object.values(synthesize().resource.aws_lambda_function ?? {});

    expect(block?.architectures).toEqual(["arm64"]);
    expect(prices.functionGigabyteSeconds.kind).toContain("arm64");
  });
});

describe("a published price", () => {
  test.each(Object.entries<Price>(prices))("%s has steps that end in one without an end", (_name, { steps }) => {
    const ends = steps.map(({ upTo }) => upTo ?? Number.POSITIVE_INFINITY);

    expect(ends).toEqual([...ends].sort((one, other) => one - other));
    expect(ends.at(-1)).toBe(Number.POSITIVE_INFINITY);
    expect(steps.every(({ usd }) => usd > 0)).toBe(true);
  });

  test.each(Object.entries<Price | Quota>({ ...prices, ...quotas }))("%s says where AWS says so", (_name, told) => {
    const sources = "sources" in told ? told.sources : [told.source];

    expect(sources.length).toBeGreaterThan(0);
    for (const { url } of sources) {
      expect(url).toMatch(/^https:\/\/(docs\.aws|aws|pricing\.us-east-1)\.(amazon|amazonaws)\.com\//);
    }
  });

  test("is written in dollars and cents, or less than that", () => {
    expect(priceText({ steps: [{ usd: 0.2 }] })).toBe("0.20");
    expect(priceText({ steps: [{ usd: 3.5, upTo: 333e6 }, { usd: 0.0004 }] })).toBe(
      "3.50 to 333 million, 0.0004 above",
    );
  });

  test.each([
    [90_000, "90,000"],
    [18.75e9, "18.75 billion"],
    [0.0375, "0.0375"],
  ])("is for an amount like %p, written %p", (count, text) => {
    expect(countText(count)).toBe(text);
  });
});
