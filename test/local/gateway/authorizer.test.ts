// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how Terraform writes references.

import { createHmac } from "node:crypto";
import { UserPoolKeys } from "../../../local/gateway/authorizer/user-pool-keys";
import { eventually } from "../../support/eventually";
import { aGateway, closeGateways, type TestGateway } from "./support/gateways";
import { type RawAnswer, rawRequest, valuesOf } from "./support/raw-request";
import type { RouteOptions } from "./support/stacks";
import {
  aKey,
  clientId,
  idClaims,
  issuerOf,
  otherPoolId,
  poolId,
  publicJwk,
  sign,
  TokenIssuer,
} from "./support/token-issuer";

jest.setTimeout(30_000); // a machine that is busy

const routes: RouteOptions[] = [
  { path: "/guarded", access: "guarded" },
  { path: "/open", access: "open" },
  { path: "/scoped", access: { authorization_scopes: ["photos/read", "photos/write"] } },
];
const authorizer = { identity_validation_expression: "${aws_cognito_user_pool_client.app.id}" };

let issuer: TokenIssuer;
let gateway: TestGateway;
beforeAll(async () => {
  issuer = await TokenIssuer.start();
  gateway = await aGateway({ routes, authorizer, userPoolUrl: issuer.url });
});
afterAll(async () => {
  await closeGateways();
  await issuer.close();
});

function call(
  authorization: string | readonly string[] | undefined,
  path = "/guarded",
  through = gateway,
): Promise<RawAnswer> {
  const values = authorization === undefined ? [] : [authorization].flat();
  return rawRequest(through.url, `/dev${path}`, { headers: values.map((value) => ["Authorization", value] as const) });
}

function claimsIn(answer: RawAnswer): Record<string, unknown> | undefined {
  const { event } = answer.json as { event: { requestContext: { authorizer?: { claims: Record<string, unknown> } } } };
  return event.requestContext.authorizer?.claims;
}

describe("an ID token", () => {
  test("gets in, with and without Bearer", async () => {
    const token = issuer.idToken();

    expect(await call(`Bearer ${token}`)).toMatchObject({ status: 200 });
    expect(await call(token)).toMatchObject({ status: 200 });
  });

  test("gives the function its claims as strings, dates as Java writes them", async () => {
    const claims = {
      iat: 1680629979,
      exp: 4102444800,
      auth_time: 1680629979,
      "cognito:groups": ["admins", "users"],
      identities: [{ providerName: "Google", primary: true }],
      address: { country: "CH" },
    };

    const received = claimsIn(await call(issuer.idToken({ claims })));

    expect(received).toEqual({
      sub: expect.any(String),
      email: "ada@example.com",
      email_verified: "true",
      iss: issuerOf(poolId),
      aud: clientId,
      token_use: "id",
      "cognito:username": expect.any(String),
      "cognito:groups": "admins,users",
      auth_time: "1680629979",
      iat: "Tue Apr 04 17:39:39 UTC 2023",
      exp: "Fri Jan 01 00:00:00 UTC 2100",
      identities: '[{"providerName":"Google","primary":true}]',
      address: '{"country":"CH"}',
    });
  });

  test("is found in the header that the authorizer names, in any casing", async () => {
    const named = await aGateway({
      routes,
      authorizer: { identity_source: "method.request.header.X-Token" },
      userPoolUrl: issuer.url,
    });

    const answer = await rawRequest(named.url, "/dev/guarded", { headers: [["x-tOKEN", issuer.idToken()]] });

    expect(answer.status).toBe(200);
    expect(await call(issuer.idToken(), "/guarded", named)).toMatchObject({ status: 401 });
  });

  test("of another client gets in where nothing names the audience", async () => {
    const anyClient = await aGateway({ routes, userPoolUrl: issuer.url });

    expect(await call(issuer.idToken({ claims: { aud: "another" } }), "/guarded", anyClient)).toMatchObject({
      status: 200,
    });
  });

  test("of each of several pools gets in", async () => {
    const provider_arns = ["${aws_cognito_user_pool.users.arn}", "${aws_cognito_user_pool.others.arn}"];
    const both = await aGateway({ routes, authorizer: { provider_arns }, userPoolUrl: issuer.url });

    for (const pool of [poolId, otherPoolId]) {
      const token = issuer.idToken({ claims: { iss: issuerOf(pool) } });
      expect(await call(token, "/guarded", both)).toMatchObject({ status: 200 });
    }
  });
});

describe("an open method", () => {
  test.each([undefined, "nonsense", "Bearer a.b.c", ["one", "two"]])(
    "does not look at the header: %j",
    async (value) => {
      const answer = await call(value, "/open");

      expect(answer.status).toBe(200);
      expect(claimsIn(answer)).toBeUndefined();
    },
  );
});

describe("a refusal", () => {
  const otherKey = aKey("key-1");
  const unknownKey = aKey("key-2");
  const seconds = (from: number) => Math.floor(Date.now() / 1000) + from;
  const parts = (token: string) => token.split(".") as [string, string, string];
  const tampered = (token: string) => {
    const [header, payload, signature] = parts(token);
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
    const changed = Buffer.from(JSON.stringify({ ...claims, email: "eve@example.com" })).toString("base64url");
    return `${header}.${changed}.${signature}`;
  };
  const hmacWithPublicKey = () => {
    const [, payload] = parts(issuer.idToken());
    const text = `${Buffer.from(JSON.stringify({ kid: "key-1", alg: "HS256" })).toString("base64url")}.${payload}`;
    const pem = issuer.key.publicKey.export({ type: "spki", format: "pem" });
    return `${text}.${createHmac("sha256", pem).update(text).digest("base64url")}`;
  };
  const unsigned = () => {
    const [, payload] = parts(issuer.idToken());
    return `${Buffer.from('{"alg":"none","kid":"key-1"}').toString("base64url")}.${payload}.`;
  };

  const endless = () => {
    const claims = JSON.stringify({ ...idClaims(), exp: 0 }).replace('"exp":0', '"exp":1e999');
    return sign({ kid: issuer.key.kid, alg: "RS256" }, claims, issuer.key);
  };

  const cases: [what: string, make: () => string | readonly string[] | undefined, why: RegExp][] = [
    ["no header", () => undefined, /Authorization is missing; wanted is one Authorization: Bearer <token>/],
    ["an empty header", () => "", /Authorization is empty/],
    ["two headers", () => [issuer.idToken(), issuer.idToken()], /2 Authorization headers were sent/],
    ["bearer in lower case", () => `bearer ${issuer.idToken()}`, /scheme other than "Bearer"/],
    ["two blanks", () => `Bearer  ${issuer.idToken()}`, /has blanks/],
    ["Basic", () => "Basic eDp5", /scheme other than "Bearer"/],
    ["no JWT", () => "Bearer nonsense", /not a JWT: it has 1 part/],
    ["four parts", () => `${issuer.idToken()}.x`, /not a JWT: it has 4 parts/],
    ["no base64url", () => issuer.idToken().replace(".", "+."), /not base64url/],
    ["padding", () => `${issuer.idToken()}=`, /not base64url/],
    ["a header that is no JSON", () => `bm90aGluZw.${parts(issuer.idToken())[1]}.AAAA`, /header is not a JSON object/],
    ["a payload that is a list", () => `${parts(issuer.idToken())[0]}.W10.AAAA`, /payload is not a JSON object/],
    ["alg none", unsigned, /it has no signature/],
    ["alg none with a signature", () => `${unsigned()}AAAA`, /alg is "none"; wanted is "RS256"/],
    ["HS256 with the public key", hmacWithPublicKey, /alg is "HS256"/],
    ["no kid", () => issuer.idToken({ header: { kid: undefined } }), /names no key/],
    ["crit", () => issuer.idToken({ header: { crit: ["exp"] } }), /extensions/],
    ["an unknown kid", () => issuer.idToken({ key: unknownKey }), /"key-2" is no key of the user pool/],
    ["another key under a known kid", () => issuer.idToken({ key: otherKey }), /check: signature/],
    [
      "a key of its own in the header",
      () => issuer.idToken({ key: otherKey, header: { jwk: publicJwk(otherKey) } }),
      /signature/,
    ],
    ["changed claims", () => tampered(issuer.idToken()), /the token was changed or cut \(check: signature\)/],
    ["a cut signature", () => issuer.idToken().slice(0, -2), /check: signature/],
    [
      "another pool",
      () => issuer.idToken({ claims: { iss: issuerOf(otherPoolId) } }),
      /the token is from .* wanted is/,
    ],
    ["a look-alike issuer", () => issuer.idToken({ claims: { iss: `${issuerOf(poolId)}/` } }), /check: issuer/],
    ["no issuer", () => issuer.idToken({ claims: { iss: undefined } }), /the token is from nothing/],
    ["no exp", () => issuer.idToken({ claims: { exp: undefined } }), /exp is nothing; wanted is a number/],
    ["exp as text", () => issuer.idToken({ claims: { exp: String(seconds(60)) } }), /wanted is a number of seconds/],
    ["an infinite exp", endless, /wanted is a number of seconds/],
    ["not yet valid", () => issuer.idToken({ claims: { nbf: seconds(60) } }), /not valid yet/],
    ["another audience", () => issuer.idToken({ claims: { aud: "another" } }), /the token is for "another"; wanted is/],
    [
      "an audience that only contains ours",
      () => issuer.idToken({ claims: { aud: `${clientId}x` } }),
      /check: audience/,
    ],
    ["a list of audiences", () => issuer.idToken({ claims: { aud: [clientId] } }), /check: audience/],
    ["an access token", () => issuer.accessToken(), /this is an access token; this API takes the ID token/],
    ["no token_use", () => issuer.idToken({ claims: { token_use: undefined } }), /this is token_use nothing/],
  ];

  test.each(cases)("%s: 401 that says why", async (_what, make, why) => {
    const value = make();

    const answer = await call(value);

    expect(answer.status).toBe(401);
    expect(answer.body).toBe('{"message":"Unauthorized"}');
    expect(valuesOf(answer, "x-amzn-ErrorType")).toEqual(["UnauthorizedException"]);
    expect(valuesOf(answer, "www-authenticate")).toEqual([]);
    const [reason = ""] = valuesOf(answer, "x-local-why");
    expect(reason).toMatch(/^the authorizer refused: /);
    expect(reason).toMatch(why);
    expect(gateway.lines).toContain(`401 GET /dev/guarded: ${reason}`);
  });

  test("an expired token has a message of its own", async () => {
    for (const exp of [seconds(-1), seconds(0), 1]) {
      const answer = await call(issuer.idToken({ claims: { exp } }));

      expect(answer.status).toBe(401);
      expect(answer.json).toEqual({ message: "The incoming token has expired" });
      expect(valuesOf(answer, "x-amzn-ErrorType")).toEqual(["UnauthorizedException"]);
      expect(valuesOf(answer, "x-local-why")[0]).toMatch(/the token expired at .*; it is .*\(check: expiry\)/);
    }
  });

  test("never shows a token, on the console or in an answer", async () => {
    const sent = cases.map(([, make]) => [make() ?? ""].flat());

    const answers = await Promise.all(sent.map((values) => call(values)));

    const seen = JSON.stringify(answers) + gateway.lines.join("\n");
    const parts = sent.flat().flatMap((token) => token.split(".").slice(1));
    expect(parts.filter((part) => part.length > 20 && seen.includes(part))).toEqual([]);
  });
});

describe("a method with scopes", () => {
  test("takes an access token with one of them", async () => {
    const anyClient = await aGateway({ routes, userPoolUrl: issuer.url });

    for (const scope of ["photos/read", "other photos/write"]) {
      expect(await call(issuer.accessToken({ claims: { scope } }), "/scoped", anyClient)).toMatchObject({
        status: 200,
      });
    }
  });

  test("refuses one without: 403", async () => {
    const anyClient = await aGateway({ routes, userPoolUrl: issuer.url });

    for (const scope of ["photos", "photos/reader", "", undefined]) {
      const answer = await call(issuer.accessToken({ claims: { scope } }), "/scoped", anyClient);

      expect(answer.status).toBe(403);
      expect(answer.json).toEqual({ Message: "User is not authorized to access this resource" });
      expect(valuesOf(answer, "x-amzn-ErrorType")).toEqual(["AccessDeniedException"]);
    }
  });

  test("refuses an ID token: 401", async () => {
    const answer = await call(issuer.idToken(), "/scoped");

    expect(answer.status).toBe(401);
    expect(valuesOf(answer, "x-local-why")[0]).toContain("this is an ID token; this API takes the access token");
  });

  test("refuses every access token where an audience is named, because they have none", async () => {
    const answer = await call(issuer.accessToken({ claims: { scope: "photos/read" } }), "/scoped");

    expect(answer.status).toBe(401);
    expect(valuesOf(answer, "x-local-why")[0]).toContain("the token has no aud (access tokens have none)");
  });
});

describe("the pool's keys", () => {
  test("are fetched once for many requests, from the pool's own address", async () => {
    const pool = await TokenIssuer.start();
    const fresh = await aGateway({ routes, userPoolUrl: `${pool.url}/` });

    const answers = await Promise.all(Array.from({ length: 20 }, () => call(pool.idToken(), "/guarded", fresh)));

    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(pool.fetches).toEqual([`/${poolId}/.well-known/jwks.json`]);
    await pool.close();
  });

  test("may rotate: the new one is taken without a restart, the old one no longer", async () => {
    const pool = await TokenIssuer.start();
    const fresh = await aGateway({ routes, userPoolUrl: pool.url });
    const old = pool.idToken();
    expect(await call(old, "/guarded", fresh)).toMatchObject({ status: 200 });

    pool.key = aKey("key-2");

    expect(await call(pool.idToken(), "/guarded", fresh)).toMatchObject({ status: 200 });
    expect(await call(old, "/guarded", fresh)).toMatchObject({ status: 401 });
    await pool.close();
  });

  test("are not fetched for each unknown kid, nor for what is no token of the pool", async () => {
    const pool = await TokenIssuer.start();
    const fresh = await aGateway({ routes, userPoolUrl: pool.url });
    const stranger = aKey("any");
    const strangers = Array.from({ length: 30 }, (_, index) =>
      pool.idToken({ key: { ...stranger, kid: `kid-${index}` } }),
    );
    const foreign = pool.idToken({ claims: { iss: "https://example.com" }, key: { ...stranger, kid: "foreign" } });

    await call(foreign, "/guarded", fresh);
    await call("nonsense", "/guarded", fresh);
    expect(pool.fetches).toHaveLength(0);
    const startedAt = performance.now();
    for (const token of strangers) expect(await call(token, "/guarded", fresh)).toMatchObject({ status: 401 });

    const quietPeriods = Math.ceil((performance.now() - startedAt) / 2_000);
    expect(pool.fetches.length).toBeLessThanOrEqual(1 + quietPeriods);
    expect(pool.fetches.length).toBeLessThan(strangers.length);
    await pool.close();
  });

  test("that cannot be had are a 500, and nobody gets in; it heals by itself", async () => {
    const pool = await TokenIssuer.start();
    const fresh = await aGateway({ routes, userPoolUrl: pool.url });
    pool.isDown = true;

    const answer = await call(pool.idToken(), "/guarded", fresh);

    expect(answer.status).toBe(500);
    expect(valuesOf(answer, "x-amzn-ErrorType")).toEqual(["AuthorizerConfigurationException"]);
    expect(valuesOf(answer, "x-local-why")[0]).toMatch(/could not decide: the keys of the user pool cannot be fetched/);
    pool.isDown = false;
    await eventually(async () => expect((await call(pool.idToken(), "/guarded", fresh)).status).toBe(200), 4_000);
    await pool.close();
  });

  test("that are known serve on while the pool cannot be asked, and unknown ones are an error", async () => {
    const restarting = await TokenIssuer.start();
    let now = 0;
    const keys = new UserPoolKeys({ jwksUri: () => `${restarting.url}/jwks.json`, now: () => now });
    const userPool = { id: poolId, issuer: issuerOf(poolId) };
    await keys.find(userPool, restarting.key.kid);

    restarting.isDown = true;
    now = 60_000; // old enough to be asked for again

    expect(await keys.find(userPool, restarting.key.kid)).toBeDefined();
    await expect(keys.find(userPool, "another")).rejects.toMatchObject({ name: "KeysUnavailableError" });
    await restarting.close();
  });

  test("that are too short, or not for signing, are not used", async () => {
    const pool = await TokenIssuer.start();
    pool.key = aKey("short", 1024);
    const fresh = await aGateway({ routes, userPoolUrl: pool.url });

    expect(await call(pool.idToken(), "/guarded", fresh)).toMatchObject({ status: 401 });
    await pool.close();
  });
});

describe("a refusal by the function itself", () => {
  test("says so, and what the gateway thinks of the token", async () => {
    const refusing = await aGateway({ routes, userPoolUrl: issuer.url, handler: "refuse.cjs" });
    const whyOf = async (token: string | undefined, path: string) =>
      valuesOf(await call(token, path, refusing), "x-local-why")[0];
    const unverified = issuer.idToken({ claims: { email_verified: false } });

    expect(await whyOf(unverified, "/guarded")).toBe(
      "the function refused, not the gateway; of the token: the e-mail address is not verified (email_verified is not true) (check: e-mail)",
    );
    expect(await whyOf(undefined, "/open")).toBe("the function refused, not the gateway; Authorization is missing");
    expect(await whyOf(issuer.accessToken(), "/open")).toMatch(/this is an access token/);
    expect(await whyOf(issuer.idToken(), "/open")).toMatch(/the ID token passes every check of the gateway/);
  });

  test("measures the token by the method's scopes, where it has some", async () => {
    const refusing = await aGateway({ routes, userPoolUrl: issuer.url, handler: "refuse.cjs" });
    const token = issuer.accessToken({ claims: { scope: "photos/read" } });

    expect(valuesOf(await call(token, "/scoped", refusing), "x-local-why")).toEqual([
      "the function refused, not the gateway; the access token passes every check of the gateway",
    ]);
  });
});

describe("a token signed by nobody we know", () => {
  test("with claims that look like ours is refused whatever its header says", async () => {
    const forger = aKey("key-1");
    for (const header of [{ alg: "RS256" }, { alg: "rs256" }, { alg: ["RS256"] }, { alg: "RS512" }, { alg: "PS256" }]) {
      const token = sign({ kid: "key-1", ...header }, JSON.parse(claimsOf(issuer.idToken())), forger);
      expect(await call(token)).toMatchObject({ status: 401 });
    }
  });
});

function claimsOf(token: string): string {
  return Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
}
