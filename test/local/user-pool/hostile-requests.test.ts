/**
 * Every operation, with garbage, huge and hostile input: always an answer of the protocol, never a 500, never a hang.
 * Inputs are a mix of nonsense and of what is right, so that they get past the first checks. To look further:
 * `SEED=7 RUNS=1000 npx jest --selectProjects local --testPathPatterns hostile-requests`.
 */
import { connect } from "node:net";
import fc, { type Arbitrary } from "fast-check";
import { operations } from "../../../local/user-pool/operations";
import { challengeNames } from "../../../local/user-pool/sign-in/challenges";
import { authFlowNames } from "../../../local/user-pool/sign-in/flows";
import { isFullLoad } from "../../support/full-load";
import { startTestPool, type TestPool } from "./support/running-pool";
import { aConfirmedUser, password, passwordAuth, signIn } from "./support/users";

const seed = Number(process.env.SEED ?? 20260422);
const runs = Number(process.env.RUNS ?? (isFullLoad ? 1000 : 8));
const hangsMs = 20_000;

let pool: TestPool;
/** What is right somewhere, by the member that it is right for. */
let right: Readonly<Record<string, readonly unknown[]>>;

beforeAll(async () => {
  pool = await startTestPool({
    pool: {
      mfa_configuration: "OPTIONAL",
      software_token_mfa_configuration: { enabled: true },
      sign_in_policy: { allowed_first_auth_factors: ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"] },
      web_authn_configuration: { relying_party_id: "localhost" },
    },
    client: {
      explicit_auth_flows: [
        ...["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_AUTH"],
        "ALLOW_ADMIN_USER_PASSWORD_AUTH",
      ],
    },
  });
});

/** Each operation starts with a user of its own, as it may be the one that deletes users. */
beforeEach(async () => {
  const user = await aConfirmedUser(pool);
  const tokens = await signIn(pool, user);
  const { Session } = await passwordAuth(pool, user.email, password);
  const names = [user.email, user.sub, "nobody@example.com"];
  const values = { USERNAME: user.email, PASSWORD: password, REFRESH_TOKEN: tokens.RefreshToken, SRP_A: "ff" };
  const attribute = { Name: "email", Value: user.email };
  right = {
    UserPoolId: [pool.poolId],
    ClientId: [pool.clientId],
    AccessToken: [tokens.AccessToken, tokens.IdToken],
    RefreshToken: [tokens.RefreshToken],
    Token: [tokens.RefreshToken, tokens.AccessToken],
    Username: names,
    Password: [password],
    PreviousPassword: [password],
    ProposedPassword: [password],
    TemporaryPassword: [password],
    Session: [Session, `AYABe${"x".repeat(395)}`],
    AuthFlow: authFlowNames,
    ChallengeName: challengeNames,
    AuthParameters: [values, { ...values, PREFERRED_CHALLENGE: "EMAIL_OTP" }],
    ChallengeResponses: [
      { ...values, ANSWER: "PASSWORD" },
      { ...values, NEW_PASSWORD: password, CREDENTIAL: "{}" },
    ],
    UserAttributes: [[attribute], [attribute, attribute]],
    UserAttributeNames: [["email"], ["name"]],
    AttributesToGet: [["email"]],
    AttributeName: ["email", "phone_number"],
    GroupName: ["readers"],
    Filter: ['email = "a"', 'email ^= "'],
    Credential: [{ id: "a", rawId: "a", type: "public-key", response: {}, clientExtensionResults: {} }],
    UserCode: ["123456"],
    ConfirmationCode: ["123456"],
    Code: ["123456"],
    MaxResults: [1, 60],
    Limit: [0, 60],
  };
});

const hostileTexts = [
  "",
  " ",
  "\0",
  "\ud800",
  "🂡",
  "__proto__",
  "constructor",
  "toString",
  "../../etc/passwd",
  "<script>",
  "$" + "{jndi:ldap://x}",
  "{####}",
  "$&$1",
  "a".repeat(300),
  "a".repeat(100_000),
  "\\".repeat(5000),
  `"${"\\".repeat(250)}`,
  "e30.e30.e30",
  "eyJhbGciOiJub25lIn0.e30.",
  "0".repeat(1024),
  "-1",
  "AAAA",
];

/** Any code point, halves of pairs included. (fast-check's own `binary` begins with a table of them all.) */
const codePoint = fc.integer({ min: 0, max: 0x10_ffff }).map((point) => String.fromCodePoint(point));
const text = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc.string({ maxLength: 60, unit: codePoint }),
  fc.base64String(),
);
const json = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  text,
  fc.array(text, { maxLength: 300 }),
  fc.dictionary(text, text, { maxKeys: 5 }),
  fc.array(fc.dictionary(fc.constantFrom("Name", "Value", "x"), text), { maxLength: 5 }),
  fc.constantFrom(...([1e308, -1, 0.5, 2 ** 53, null, true, [], {}] as unknown[])),
);

/** A value for a member: what is right three times out of four, where something is known to be. */
function anyValue(member: string): Arbitrary<unknown> {
  const known = right[member];
  if (known === undefined) return json;
  const nearly = fc
    .constantFrom(...known)
    .chain((value) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? fc.dictionary(fc.constantFrom(...Object.keys(value), "__proto__"), text).map((odd) => ({ ...value, ...odd }))
        : fc.constant(value),
    );
  return fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: nearly }, json);
}

function inputOf(name: string): Arbitrary<Record<string, unknown>> {
  const members = Object.keys(operations.get(name)?.input ?? {});
  const record = fc.record(Object.fromEntries(members.map((member) => [member, anyValue(member)])), {
    requiredKeys: members.filter((member) => ["UserPoolId", "ClientId", "AccessToken"].includes(member)),
  });
  return record.chain((request) => fc.dictionary(text, json, { maxKeys: 1 }).map((odd) => ({ ...odd, ...request })));
}

test.each([...operations.keys()])(
  "%s answers whatever it is given",
  async (name) => {
    await fc.assert(
      fc.asyncProperty(inputOf(name), async (request) => {
        const response = await call(name, JSON.stringify(request));
        const body = await response.text();

        if (response.status !== 200) {
          expect(String(response.status)).toMatch(/^4\d\d$/);
          expect(JSON.parse(body)).toMatchObject({ __type: expect.stringMatching(/^\w+(Exception)$/) });
          expect(response.headers.get("x-amzn-errortype")).toMatch(/^\w+:$/);
        } else {
          expect(JSON.parse(body)).toEqual(expect.any(Object));
        }
      }),
      { seed, numRuns: runs },
    );
    expect(pool.logged).toEqual([]);
  },
  600_000,
);

test("text that is nearly JSON, and deep or wide JSON, is answered", async () => {
  const nested = `{"AuthParameters":${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}}`;
  const wide = JSON.stringify({ ClientId: pool.clientId, UserAttributes: Array(10_000).fill({ Name: "x" }) });
  const repeated = `{${'"Username":"a",'.repeat(20_000)}"ClientId":"x"}`;

  for (const body of [nested, wide, repeated, "[".repeat(100_000), "\ufeff{}", '{"a":1}x', "nul", '"', "\0"]) {
    const response = await call("SignUp", body);
    expect([400, 413]).toContain(response.status);
    await response.text();
  }
  expect(pool.logged).toEqual([]);
});

test.each([
  ["nothing at all", ""],
  ["half a request", "POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 1000\r\n\r\n{"],
  ["no HTTP", "\x16\x03\x01\x02\x00\x01"],
  ["a header without an end", `GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ${"y".repeat(100_000)}`],
  ["two lengths", "POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}"],
  ["a URL that is none", "GET //[ HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n"],
  ["a local URL that is none", "POST /local/%ff%zz?to=%ff HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n"],
  ["an address that is none", "GET /inbox/%ff.json HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n"],
])("%s on a connection that then ends leaves the pool as it was", async (_what, bytes) => {
  const answer = await sent(bytes);

  expect(answer).not.toContain("HTTP/1.1 5");
  const response = await call("GetUser", '{"AccessToken":"none"}');
  expect(response.status).toBe(400);
  expect(pool.logged).toEqual([]);
});

function call(name: string, body: string): Promise<Response> {
  return fetch(pool.url, {
    method: "POST",
    body,
    headers: {
      "x-amz-target": `AWSCognitoIdentityProviderService.${name}`,
      authorization: "AWS4-HMAC-SHA256 Credential=local",
    },
    signal: AbortSignal.timeout(hangsMs),
  });
}

/** Sends bytes as they are, and closes its side. @returns what came back */
function sent(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(new URL(pool.url).port), "127.0.0.1", () => socket.end(bytes));
    socket.setTimeout(hangsMs, () => socket.destroy(new Error("The pool hangs.")));
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket
      .on("close", () => resolve(answer))
      .on("error", (error: NodeJS.ErrnoException) => {
        if (error.code === "ECONNRESET" || error.code === "EPIPE") resolve(answer);
        else reject(error);
      });
  });
}
