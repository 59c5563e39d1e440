import {
  AdminSetUserPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { refusal } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { aConfirmedUser, decode, signIn, type Tokens } from "./support/users";

const invalid = refusal("NotAuthorizedException", "Invalid Refresh Token");
const revoked = refusal("NotAuthorizedException", "Refresh Token has been revoked");
const reuse = refusal("RefreshTokenReuseException", "Refresh token reuse detected");
const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

let pool: TestPool;
beforeAll(async () => {
  pool = await startTestPool();
});

describe("the tokens of a sign-in", () => {
  test("carry the service's claims, with the real issuer", async () => {
    const user = await aConfirmedUser(pool);
    const { IdToken, AccessToken } = await signIn(pool, user);
    const now = Math.floor(pool.clock().getTime() / 1000);
    const iss = `https://cognito-idp.eu-west-1.amazonaws.com/${pool.poolId}`;
    const shared = {
      sub: user.sub,
      iss,
      origin_jti: uuid,
      event_id: uuid,
      auth_time: now,
      iat: now,
      exp: now + 3600,
      jti: uuid,
    };

    expect(decode(IdToken)).toEqual({
      ...shared,
      "cognito:username": user.sub,
      aud: pool.clientId,
      token_use: "id",
      email: user.email,
      email_verified: true,
    });
    expect(decode(AccessToken)).toEqual({
      ...shared,
      username: user.sub,
      client_id: pool.clientId,
      token_use: "access",
      scope: "aws.cognito.signin.user.admin",
    });
    expect(decode(IdToken).origin_jti).toBe(decode(AccessToken).origin_jti);
    expect(decode(IdToken).jti).not.toBe(decode(AccessToken).jti);
  });

  test("are signed by two keys, which the pool publishes", async () => {
    const { IdToken, AccessToken } = await signIn(pool, await aConfirmedUser(pool));
    const response = await fetch(`${pool.url}/${pool.poolId}/.well-known/jwks.json`);
    const { keys } = (await response.json()) as { keys: Record<string, string>[] };

    expect(decode(IdToken, 0)).toEqual({ kid: expect.any(String), alg: "RS256" });
    expect(keys).toHaveLength(2);
    expect(new Set(keys.map(({ kid }) => kid))).toEqual(new Set([decode(IdToken, 0).kid, decode(AccessToken, 0).kid]));
    expect(keys[0]).toEqual({
      alg: "RS256",
      e: "AQAB",
      kid: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/),
      kty: "RSA",
      n: expect.stringMatching(/^[\w-]{342}$/),
      use: "sig",
    });
  });

  test("live as long as the client says, in its units", async () => {
    const short = await startTestPool({
      client: {
        access_token_validity: 300,
        id_token_validity: 10,
        refresh_token_validity: 2,
        token_validity_units: [{ access_token: "seconds", id_token: "minutes", refresh_token: "hours" }],
      },
    });
    const { IdToken, AccessToken, RefreshToken } = await signIn(short, await aConfirmedUser(short));
    const lifetime = (token: string) => Number(decode(token).exp) - Number(decode(token).iat);

    expect([lifetime(AccessToken), lifetime(IdToken)]).toEqual([300, 600]);
    short.clock.advance(2 * 3600 - 1);
    await expect(refresh(RefreshToken, short)).resolves.toMatchObject({ AuthenticationResult: { ExpiresIn: 300 } });
    short.clock.advance(1);
    await expect(refresh(RefreshToken, short)).rejects.toMatchObject(
      refusal("NotAuthorizedException", "Refresh Token has expired"),
    );
  });

  test("carry no attribute that the client may not read", async () => {
    const shy = await startTestPool({ client: { read_attributes: ["name"] } });

    const { IdToken } = await signIn(shy, await aConfirmedUser(shy));

    expect(decode(IdToken)).not.toHaveProperty("email");
    expect(decode(IdToken)).not.toHaveProperty("email_verified");
  });
});

describe.each([
  ["GetTokensFromRefreshToken", (token: string) => refresh(token)],
  ["InitiateAuth with REFRESH_TOKEN_AUTH", (token: string) => refreshByInitiateAuth(token)],
])("%s", (_name, call) => {
  test("answers new tokens of the same sign-in, and no refresh token", async () => {
    const user = await aConfirmedUser(pool);
    const first = await signIn(pool, user);
    pool.clock.advance(60);

    const { AuthenticationResult: next } = await call(first.RefreshToken);

    expect(next).toEqual({
      AccessToken: expect.any(String),
      IdToken: expect.any(String),
      ExpiresIn: 3600,
      TokenType: "Bearer",
    });
    const [before, after] = [decode(first.IdToken), decode(next?.IdToken ?? "")];
    expect(after.iat).toBe(Number(before.iat) + 60);
    for (const claim of ["sub", "origin_jti", "event_id", "auth_time"]) expect(after[claim]).toBe(before[claim]);
    expect(after.jti).not.toBe(before.jti);
  });

  test.each([
    ["text that is no token", "garbage"],
    ["a token of the right form", "eyJjdHkiOiJKV1QifQ..AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA"],
  ])("refuses %s", async (_what, token) => {
    await expect(call(token)).rejects.toMatchObject(invalid);
  });

  test("refuses an access token", async () => {
    const { AccessToken } = await signIn(pool, await aConfirmedUser(pool));

    await expect(call(AccessToken)).rejects.toMatchObject(invalid);
  });
});

test("REFRESH_TOKEN_AUTH needs to be allowed, GetTokensFromRefreshToken does not", async () => {
  const strict = await startTestPool({ client: { explicit_auth_flows: ["ALLOW_USER_PASSWORD_AUTH"] } });
  const { RefreshToken } = await signIn(strict, await aConfirmedUser(strict));

  await expect(refreshByInitiateAuth(RefreshToken, strict)).rejects.toMatchObject(
    refusal("InvalidParameterException", "Auth flow not enabled for this client"),
  );
  await expect(refresh(RefreshToken, strict)).resolves.toBeDefined();
});

test("a refresh token survives a restart and a change of password", async () => {
  const before = await startTestPool();
  const user = await aConfirmedUser(before);
  const { RefreshToken } = await signIn(before, user);
  await before.cognito.send(
    new AdminSetUserPasswordCommand({
      UserPoolId: before.poolId,
      Username: user.email,
      Password: "Other-Horse-2",
      Permanent: true,
    }),
  );
  await before.stop();

  const after = await startTestPool({ dataDir: before.dataDir, clock: before.clock });

  await expect(refresh(RefreshToken, after)).resolves.toBeDefined();
});

test("an access token outlives its refresh token, over a restart too", async () => {
  const before = await startTestPool({
    client: {
      refresh_token_validity: 60,
      token_validity_units: { refresh_token: "minutes" },
      access_token_validity: 2,
    },
  });
  const tokens = await signIn(before, await aConfirmedUser(before));
  before.clock.advance(3601);
  await before.stop();

  const after = await startTestPool({ dataDir: before.dataDir, clock: before.clock });

  await expect(profile(tokens, after)).resolves.toBeDefined();
  await expect(refresh(tokens.RefreshToken, after)).rejects.toMatchObject(
    refusal("NotAuthorizedException", "Refresh Token has expired"),
  );
});

describe("RevokeToken", () => {
  test("ends the tokens of that sign-in, and of no other", async () => {
    const user = await aConfirmedUser(pool);
    const [one, other] = [await signIn(pool, user), await signIn(pool, user)];

    await revoke(one.RefreshToken);

    await expect(refresh(one.RefreshToken)).rejects.toMatchObject(revoked);
    await expect(profile(one)).rejects.toMatchObject(
      refusal("NotAuthorizedException", "Access Token has been revoked"),
    );
    await expect(refresh(other.RefreshToken)).resolves.toBeDefined();
    await expect(profile(other)).resolves.toBeDefined();
  });

  test("is content with a token that is revoked already, or was never issued", async () => {
    const { RefreshToken } = await signIn(pool, await aConfirmedUser(pool));
    await revoke(RefreshToken);

    await expect(revoke(RefreshToken)).resolves.toBeDefined();
    await expect(revoke("never-issued")).resolves.toBeDefined();
  });

  test("refuses other kinds of token", async () => {
    const { AccessToken, IdToken } = await signIn(pool, await aConfirmedUser(pool));

    await expect(revoke(AccessToken)).rejects.toMatchObject(refusal("UnsupportedTokenTypeException"));
    await expect(revoke(IdToken)).rejects.toMatchObject(refusal("UnsupportedTokenTypeException"));
  });

  test("is not there for a client without revocation, whose tokens have no origin_jti", async () => {
    const fixed = await startTestPool({ client: { enable_token_revocation: false } });
    const tokens = await signIn(fixed, await aConfirmedUser(fixed));

    expect(decode(tokens.AccessToken)).not.toHaveProperty("origin_jti");
    await expect(revoke(tokens.RefreshToken, fixed)).rejects.toMatchObject(refusal("UnsupportedOperationException"));
  });
});

describe("GlobalSignOut", () => {
  test("ends every sign-in of the user, its own included", async () => {
    const user = await aConfirmedUser(pool);
    const [one, other] = [await signIn(pool, user), await signIn(pool, user)];
    const signOut = () => pool.cognito.send(new GlobalSignOutCommand({ AccessToken: one.AccessToken }));

    await signOut();

    for (const tokens of [one, other]) {
      await expect(refresh(tokens.RefreshToken)).rejects.toMatchObject(revoked);
      await expect(profile(tokens)).rejects.toMatchObject({ message: "Access Token has been revoked" });
    }
    await expect(signOut()).rejects.toMatchObject({ message: "Access Token has been revoked" });
    await expect(signIn(pool, user)).resolves.toBeDefined();
  });
});

describe("refresh-token rotation", () => {
  const rotating = (retry_grace_period_seconds: number) =>
    startTestPool({
      client: {
        explicit_auth_flows: ["ALLOW_USER_PASSWORD_AUTH"],
        refresh_token_rotation: [{ feature: "ENABLED", retry_grace_period_seconds }],
        refresh_token_validity: 1,
      },
    });
  const next = async (token: string, target: TestPool) =>
    (await refresh(token, target)).AuthenticationResult?.RefreshToken ?? "";

  test("answers a new refresh token each time, and refuses the old one", async () => {
    const target = await rotating(0);
    const { RefreshToken: first } = await signIn(target, await aConfirmedUser(target));

    const second = await next(first, target);

    expect(second).not.toBe(first);
    await expect(refresh(first, target)).rejects.toMatchObject(reuse);
    await expect(refresh(second, target)).resolves.toBeDefined();
  });

  test("takes the old one within the grace period; then only the newest child refreshes", async () => {
    const target = await rotating(30);
    const { RefreshToken: parent } = await signIn(target, await aConfirmedUser(target));
    const elder = await next(parent, target);

    target.clock.advance(29);
    const younger = await next(parent, target);
    await expect(refresh(elder, target)).rejects.toMatchObject(reuse);

    target.clock.advance(1);
    await expect(refresh(parent, target)).rejects.toMatchObject(reuse);
    await expect(refresh(younger, target)).resolves.toBeDefined();
  });

  test("leaves no way round by REFRESH_TOKEN_AUTH, also where the stack names no flows", async () => {
    const byDefault = await startTestPool({
      client: { explicit_auth_flows: undefined, refresh_token_rotation: { feature: "ENABLED" } },
    });

    await expect(refreshByInitiateAuth("any-token", byDefault)).rejects.toMatchObject(
      refusal("UnsupportedOperationException"),
    );
  });

  test("does not lengthen the sign-in", async () => {
    const target = await rotating(0);
    const { RefreshToken: first } = await signIn(target, await aConfirmedUser(target));
    target.clock.advance(86_000);
    const second = await next(first, target);

    target.clock.advance(400);

    await expect(refresh(second, target)).rejects.toMatchObject({ message: "Refresh Token has expired" });
  });

  test("ends with the newest token or that of the sign-in, not with one in between", async () => {
    const target = await rotating(0);
    const user = await aConfirmedUser(target);
    const chain = async () => {
      const { RefreshToken: first } = await signIn(target, user);
      const second = await next(first, target);
      return { first, second, third: await next(second, target) };
    };

    const between = await chain();
    await revoke(between.second, target);
    await expect(refresh(between.third, target)).resolves.toBeDefined();

    for (const end of ["first", "third"] as const) {
      const tokens = await chain();
      await revoke(tokens[end], target);
      await expect(refresh(tokens.third, target)).rejects.toMatchObject(revoked);
    }
  });
});

function refresh(RefreshToken: string, target = pool) {
  return target.cognito.send(new GetTokensFromRefreshTokenCommand({ ClientId: target.clientId, RefreshToken }));
}

function refreshByInitiateAuth(REFRESH_TOKEN: string, target = pool) {
  return target.cognito.send(
    new InitiateAuthCommand({
      ClientId: target.clientId,
      AuthFlow: "REFRESH_TOKEN_AUTH",
      AuthParameters: { REFRESH_TOKEN },
    }),
  );
}

function revoke(Token: string, target = pool) {
  return target.cognito.send(new RevokeTokenCommand({ ClientId: target.clientId, Token }));
}

function profile({ AccessToken }: Pick<Tokens, "AccessToken">, target = pool) {
  return target.cognito.send(new GetUserCommand({ AccessToken }));
}
