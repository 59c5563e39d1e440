/** Two requests at once for what there is once: one gets it, the other one is told why not. */
import {
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { aUserWithMfa } from "./support/authenticator-app";
import { respond, userAuth } from "./support/challenges";
import { expiredCode, refusal, spentSession } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import {
  aConfirmedUser,
  anEmail,
  anInvitedUser,
  anUnconfirmedUser,
  newPassword,
  password,
  passwordAuth,
  signIn,
} from "./support/users";

let pool: TestPool;
beforeAll(async () => {
  pool = await startTestPool({
    pool: {
      mfa_configuration: "OPTIONAL",
      software_token_mfa_configuration: { enabled: true },
      sign_in_policy: { allowed_first_auth_factors: ["PASSWORD", "EMAIL_OTP"] },
    },
    client: {
      explicit_auth_flows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_AUTH"],
      refresh_token_rotation: { feature: "ENABLED" },
    },
  });
});

/** What is there once: prepared, and then taken as often as one likes. */
const takings: Record<string, [() => Promise<() => Promise<unknown>>, object]> = {
  "an address": [
    async () => {
      const request = { ClientId: pool.clientId, Username: anEmail(), Password: password };
      return () => pool.cognito.send(new SignUpCommand(request));
    },
    refusal("UsernameExistsException", "User already exists"),
  ],
  "a sign-up code": [
    async () => {
      const { email: Username } = await anUnconfirmedUser(pool);
      const request = { ClientId: pool.clientId, Username, ConfirmationCode: await pool.code(Username) };
      return () => pool.cognito.send(new ConfirmSignUpCommand(request));
    },
    refusal("NotAuthorizedException", "User cannot be confirmed. Current status is CONFIRMED"),
  ],
  "a reset code": [
    async () => {
      const { email: Username } = await aConfirmedUser(pool);
      await pool.cognito.send(new ForgotPasswordCommand({ ClientId: pool.clientId, Username }));
      const code = { ConfirmationCode: await pool.code(Username), Password: newPassword };
      return () => pool.cognito.send(new ConfirmForgotPasswordCommand({ ClientId: pool.clientId, Username, ...code }));
    },
    expiredCode,
  ],
  "a refresh token that rotates": [
    async () => {
      const { RefreshToken } = await signIn(pool, await aConfirmedUser(pool));
      const request = { ClientId: pool.clientId, RefreshToken };
      return () => pool.cognito.send(new GetTokensFromRefreshTokenCommand(request));
    },
    refusal("RefreshTokenReuseException", "Refresh token reuse detected"),
  ],
  "a temporary password": [
    async () => {
      const { email: USERNAME } = await anInvitedUser(pool);
      const { Session } = await passwordAuth(pool, USERNAME, password);
      return () => respond(pool, "NEW_PASSWORD_REQUIRED", Session, { USERNAME, NEW_PASSWORD: newPassword });
    },
    spentSession,
  ],
  "a code of an authenticator app": [
    async () => {
      const user = await aUserWithMfa(pool);
      const { Session } = await passwordAuth(pool, user.email, password);
      const answer = { USERNAME: user.email, SOFTWARE_TOKEN_MFA_CODE: user.nextCode() };
      return () => respond(pool, "SOFTWARE_TOKEN_MFA", Session, answer);
    },
    spentSession,
  ],
  "a one-time code": [
    async () => {
      const { email: USERNAME } = await aConfirmedUser(pool);
      const { Session } = await userAuth(pool, { USERNAME, PREFERRED_CHALLENGE: "EMAIL_OTP" });
      const EMAIL_OTP_CODE = await pool.code(USERNAME);
      return () => respond(pool, "EMAIL_OTP", Session, { USERNAME, EMAIL_OTP_CODE });
    },
    spentSession,
  ],
  "the session of ConfirmSignUp": [
    async () => {
      const { email: USERNAME } = await anUnconfirmedUser(pool);
      const code = { Username: USERNAME, ConfirmationCode: await pool.code(USERNAME) };
      const { Session } = await pool.cognito.send(new ConfirmSignUpCommand({ ClientId: pool.clientId, ...code }));
      return () => userAuth(pool, { USERNAME }, Session);
    },
    spentSession,
  ],
};

test.each(Object.entries(takings))("%s is taken once", async (_what, [prepare, refused]) => {
  const take = await prepare();

  const results = await Promise.allSettled([take(), take(), take(), take()]);

  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const result of results) if (result.status === "rejected") expect(result.reason).toMatchObject(refused);
});
