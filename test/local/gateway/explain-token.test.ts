import { explainToken, type TokenExplanation } from "../../../local/gateway/authorizer/explain-token";
import { aKey, clientId, issuerOf, otherPoolId, poolId, TokenIssuer } from "./support/token-issuer";

jest.setTimeout(30_000); // a machine that is busy

let issuer: TokenIssuer;
beforeAll(async () => {
  issuer = await TokenIssuer.start();
});
afterAll(() => issuer.close());

function explain(token: string): Promise<TokenExplanation> {
  return explainToken({
    token,
    userPool: { id: poolId, issuer: issuerOf(poolId) },
    userPoolClientId: clientId,
    jwksUri: `${issuer.url}/${poolId}/.well-known/jwks.json`,
    now: new Date(),
  });
}

describe("why a token is refused", () => {
  test("a good one passes every check, in order, and both layers", async () => {
    const { checks, gateway, app } = await explain(issuer.idToken());

    expect(checks.map(({ name }) => name)).toEqual([
      "format",
      "kid",
      "signature",
      "issuer",
      "expiry",
      "audience",
      "token use",
      "e-mail",
    ]);
    expect(checks.filter(({ passed }) => !passed)).toEqual([]);
    expect([gateway, app]).toEqual([{ status: 200 }, { status: 200 }]);
  });

  const unauthorized = { status: 401, message: "Unauthorized" };
  const expired = { status: 401, message: "The incoming token has expired" };
  const unverified = { status: 403, message: "The e-mail address of this account is not verified." };
  const through = { status: 200 };

  test.each<[what: string, make: () => string, failed: string[], gateway: object, app: object]>([
    ["an expired one", () => issuer.idToken({ claims: { exp: 1680629979 } }), ["expiry"], expired, unauthorized],
    ["an access token", () => issuer.accessToken(), ["audience", "token use", "e-mail"], unauthorized, unauthorized],
    [
      "another client's",
      () => issuer.idToken({ claims: { aud: "another" } }),
      ["audience"],
      unauthorized,
      unauthorized,
    ],
    [
      "one for an address that is not verified",
      () => issuer.idToken({ claims: { email_verified: false } }),
      ["e-mail"],
      through,
      unverified,
    ],
    [
      "one without an address",
      () => issuer.idToken({ claims: { email: undefined } }),
      ["e-mail"],
      through,
      unauthorized,
    ],
    ["another key's", () => issuer.idToken({ key: aKey("key-1") }), ["signature"], unauthorized, unauthorized],
    [
      "one with an unknown kid",
      () => issuer.idToken({ key: aKey("key-2") }),
      ["kid", "signature"],
      unauthorized,
      unauthorized,
    ],
    [
      "another pool's",
      () => issuer.idToken({ claims: { iss: issuerOf(otherPoolId) } }),
      ["kid", "signature", "issuer"],
      unauthorized,
      unauthorized,
    ],
    ["what is no token", () => "nonsense", ["format"], unauthorized, unauthorized],
  ])("%s", async (_what, make, failed, gateway, app) => {
    const explanation = await explain(make());

    expect(explanation.checks.filter(({ passed }) => !passed).map(({ name }) => name)).toEqual(failed);
    expect(explanation).toMatchObject({ gateway, app });
  });

  test("of a key that was never looked up, nothing is claimed", async () => {
    const { checks } = await explain(issuer.idToken({ header: { alg: "none" } }));

    expect(checks.slice(0, 3)).toMatchObject([
      { name: "format", text: 'alg is "none"; wanted is "RS256"' },
      { name: "kid", passed: false, text: "no key of the user pool is looked up for a token of this format" },
      { name: "signature", passed: false },
    ]);
  });

  test("keys that cannot be had are an error of their own: whether the token is good is unknown", async () => {
    issuer.isDown = true;

    await expect(explain(issuer.idToken())).rejects.toMatchObject({ name: "KeysUnavailableError" });
  });
});
