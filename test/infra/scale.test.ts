import { assumedHabits, loadOf, usersUntilFull } from "../../scripts/scale/load";
import { type QuotaName, quotas } from "../../scripts/scale/quotas";

const loadOn = (quota: QuotaName, users: number, habits = assumedHabits) =>
  loadOf(users, habits).find((load) => load.quota === quota);

describe("the load of a number of users", () => {
  test("is what comes in the busiest second", () => {
    // 1,000,000 users · 10 % · 50 requests ÷ 86,400 s · 5
    expect(loadOn("gatewayRequests", 1_000_000)?.load).toBeCloseTo(289.35, 2);
    // … of which the function holds as many at a time as it takes seconds for (Little's law).
    expect(loadOn("lambdaConcurrency", 1_000_000)?.load).toBeCloseTo(14.47, 2);
    // 1,000,000 · 10 % · 1 sign-in ÷ 86,400 s · 5
    expect(loadOn("userAuthentication", 1_000_000)?.load).toBeCloseTo(5.79, 2);
  });

  test("is in e-mails what new users cause on a day", () => {
    expect(loadOn("cognitoEmailsPerDay", 10_000)).toEqual({ quota: "cognitoEmailsPerDay", load: 120, used: 2.4 });
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
