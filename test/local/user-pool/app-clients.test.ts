/** What one app client was given is of no use to another one of the same pool. */
import {
  AssociateSoftwareTokenCommand,
  ConfirmSignUpCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  RevokeTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { aClient, aStackOf, aUserPool } from "./support/a-stack";
import { respond, userAuth } from "./support/challenges";
import { incorrect, invalidSession, refusal } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { srpSignIn } from "./support/srp-sign-in";
import {
  aConfirmedUser,
  anInvitedUser,
  anUnconfirmedUser,
  decode,
  newPassword,
  password,
  passwordAuth,
  signIn,
} from "./support/users";

describe("two app clients of one pool", () => {
  let web: TestPool;
  let phone: TestPool;
  beforeAll(async () => {
    const flows = ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"];
    const client = { ...aClient, explicit_auth_flows: flows };
    const stack = aStackOf({
      aws_cognito_user_pool: { users: aUserPool },
      aws_cognito_user_pool_client: { web: client, phone: { ...client, read_attributes: ["name"] } },
    });
    web = await startTestPool({ stack });
    phone = { ...web, clientId: web.running.clients[1]?.userPoolClientId ?? "" };
  });

  test("sign in the same users, each with tokens of its own", async () => {
    const user = await aConfirmedUser(web);

    const [here, there] = [await signIn(web, user), await signIn(phone, user)];

    expect([decode(here.IdToken).aud, decode(here.AccessToken).client_id]).toEqual([web.clientId, web.clientId]);
    expect([decode(there.IdToken).aud, decode(there.AccessToken).client_id]).toEqual([phone.clientId, phone.clientId]);
    expect(decode(here.IdToken)).toHaveProperty("email", user.email);
    expect(decode(there.IdToken)).not.toHaveProperty("email");
  });

  test("do not take each other's sessions", async () => {
    const invited = await anInvitedUser(web);
    const { Session } = await passwordAuth(web, invited.email, password);
    const answer = { USERNAME: invited.email, NEW_PASSWORD: newPassword };
    await expect(respond(phone, "NEW_PASSWORD_REQUIRED", Session, answer)).rejects.toMatchObject(invalidSession);

    const { email: Username } = await anUnconfirmedUser(web);
    const code = { ClientId: web.clientId, Username, ConfirmationCode: await web.code(Username) };
    const confirmed = await web.cognito.send(new ConfirmSignUpCommand(code));
    await expect(userAuth(phone, { USERNAME: Username }, confirmed.Session)).rejects.toMatchObject(invalidSession);
    await expect(userAuth(web, { USERNAME: Username }, confirmed.Session)).resolves.toHaveProperty(
      "AuthenticationResult",
    );
    // Nor does an operation that names no client take the session of another challenge.
    await expect(web.cognito.send(new AssociateSoftwareTokenCommand({ Session }))).rejects.toMatchObject(
      invalidSession,
    );
    await expect(respond(web, "NEW_PASSWORD_REQUIRED", Session, answer)).resolves.toHaveProperty(
      "AuthenticationResult",
    );
  });

  test("do not take each other's proofs of a password", async () => {
    const user = await aConfirmedUser(web);

    await expect(srpSignIn(web, user, phone.clientId)).rejects.toMatchObject(incorrect);
    await expect(srpSignIn(web, user)).resolves.toHaveProperty("AuthenticationResult");
  });

  test("do not refresh or revoke each other's tokens", async () => {
    const { RefreshToken, AccessToken } = await signIn(web, await aConfirmedUser(web));
    const refresh = { ClientId: phone.clientId, RefreshToken };
    const revoke = { ClientId: phone.clientId, Token: RefreshToken };

    await expect(phone.cognito.send(new GetTokensFromRefreshTokenCommand(refresh))).rejects.toMatchObject(
      refusal("NotAuthorizedException", "Invalid Refresh Token"),
    );
    await expect(phone.cognito.send(new RevokeTokenCommand(revoke))).rejects.toMatchObject(
      refusal("UnauthorizedException"),
    );
    await expect(web.cognito.send(new GetUserCommand({ AccessToken }))).resolves.toBeDefined();
  });
});
