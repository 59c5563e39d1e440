import { countdown, readableClaims } from "../../client/auth/claims";
import { sessionOf } from "../../client/auth/session";

describe("readableClaims", () => {
  test("puts what people care about first and unknown claims last", () => {
    const claims = { jti: "3", "custom:team": "red", email: "ann@example.com", sub: "1" };

    expect(readableClaims(claims).map(({ name }) => name)).toEqual(["email", "sub", "jti", "custom:team"]);
  });

  test("shows times as dates and everything else as it is", () => {
    const [verified, groups, expiry] = readableClaims({
      exp: 1_800_000_000,
      email_verified: true,
      "cognito:groups": ["a", "b"],
    });

    expect(verified?.value).toBe("true");
    expect(groups?.value).toBe('["a","b"]');
    expect(expiry?.value).toBe(new Date(1_800_000_000_000).toLocaleString());
  });
});

describe("countdown", () => {
  test.each([
    [3_600_000, "1:00:00"],
    [3_599_000, "59:59"],
    [61_000, "1:01"],
    [1, "0:01"],
    [0, "0:00"],
    [-5000, "0:00"],
  ])("writes %i ms as %s", (leftMs, text) => {
    expect(countdown(leftMs)).toBe(text);
  });
});

describe("sessionOf", () => {
  test("reads who it is and until when", () => {
    const claims = { sub: "1", email: "ann@example.com", name: "Ann", iat: 1000, exp: 4600 };

    expect(sessionOf(claims, 0)).toEqual({
      email: "ann@example.com",
      name: "Ann",
      issuedAt: 1_000_000,
      expiresAt: 4_600_000,
      claims,
    });
  });

  test("tells times on the clock of this machine, however wrong it is", () => {
    const driftMs = 600_000; // the pool is ten minutes ahead

    expect(sessionOf({ iat: 1000, exp: 4600 }, driftMs)).toMatchObject({ issuedAt: 400_000, expiresAt: 4_000_000 });
  });
});
