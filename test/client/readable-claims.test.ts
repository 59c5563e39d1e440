import { readableClaims } from "../../client/readable-claims";

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
