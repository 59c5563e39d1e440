/** App clients with a secret: every operation that takes it, or a hash made with it, asks for it. */
import { createHmac } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type AuthFlowType,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  DescribeUserPoolClientCommand,
  ForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  RevokeTokenCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { respond } from "./support/challenges";
import { startTestPool, type TestPool } from "./support/running-pool";
import { anEmail, password } from "./support/users";

const explicit_auth_flows = [
  "ALLOW_USER_SRP_AUTH",
  "ALLOW_USER_PASSWORD_AUTH",
  "ALLOW_USER_AUTH",
  "ALLOW_REFRESH_TOKEN_AUTH",
];
const wrong = "d3Jvbmc=";

let secretive: TestPool;
let open: TestPool;
let secret: string;
beforeAll(async () => {
  secretive = await startTestPool({ client: { explicit_auth_flows, generate_secret: true } });
  open = await startTestPool({ client: { explicit_auth_flows } });
  const client = { UserPoolId: secretive.poolId, ClientId: secretive.clientId };
  const { UserPoolClient } = await secretive.cognito.send(new DescribeUserPoolClientCommand(client));
  secret = UserPoolClient?.ClientSecret ?? "";
});

const hashOf = (name: string) => createHmac("sha256", secret).update(`${name}${secretive.clientId}`).digest("base64");
const notReceived = () => `Client ${secretive.clientId} is configured with secret but SECRET_HASH was not received`;
const notVerified = ({ clientId }: TestPool) => `Unable to verify secret hash for client ${clientId}`;

const initiate = (AuthFlow: AuthFlowType, parameters: Record<string, string>) => {
  return ({ cognito, clientId: ClientId }: TestPool, USERNAME: string, hash?: string) => {
    const AuthParameters = { USERNAME, ...parameters, ...(hash === undefined ? {} : { SECRET_HASH: hash }) };
    return cognito.send(new InitiateAuthCommand({ ClientId, AuthFlow, AuthParameters }));
  };
};

/** Each with a hash over a user name. */
const hashed: Record<string, (pool: TestPool, name: string, hash?: string) => Promise<unknown>> = {
  SignUp: ({ cognito, clientId: ClientId }, Username, SecretHash) =>
    cognito.send(new SignUpCommand({ ClientId, Username, Password: password, SecretHash })),
  ConfirmSignUp: ({ cognito, clientId: ClientId }, Username, SecretHash) =>
    cognito.send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode: "123456", SecretHash })),
  ResendConfirmationCode: ({ cognito, clientId: ClientId }, Username, SecretHash) =>
    cognito.send(new ResendConfirmationCodeCommand({ ClientId, Username, SecretHash })),
  ForgotPassword: ({ cognito, clientId: ClientId }, Username, SecretHash) =>
    cognito.send(new ForgotPasswordCommand({ ClientId, Username, SecretHash })),
  ConfirmForgotPassword: ({ cognito, clientId: ClientId }, Username, SecretHash) => {
    const reset = { ClientId, Username, ConfirmationCode: "123456", Password: password, SecretHash };
    return cognito.send(new ConfirmForgotPasswordCommand(reset));
  },
  "InitiateAuth with USER_PASSWORD_AUTH": initiate("USER_PASSWORD_AUTH", { PASSWORD: password }),
  "InitiateAuth with USER_SRP_AUTH": initiate("USER_SRP_AUTH", { SRP_A: "abcdef" }),
  "InitiateAuth with USER_AUTH": initiate("USER_AUTH", {}),
  "RespondToAuthChallenge with PASSWORD_VERIFIER": (pool, USERNAME, hash) =>
    respond(pool, "PASSWORD_VERIFIER", undefined, {
      USERNAME,
      PASSWORD_CLAIM_SECRET_BLOCK: "AAAA",
      PASSWORD_CLAIM_SIGNATURE: "AAAA",
      TIMESTAMP: "Wed Apr 5 22:42:34 UTC 2017",
      ...(hash === undefined ? {} : { SECRET_HASH: hash }),
    }),
};

describe.each(Object.entries(hashed))("%s", (_name, call) => {
  test("asks for the hash, and for the right one", async () => {
    const name = anEmail();

    await expect(textOf(call(secretive, name))).resolves.toBe(notReceived());
    await expect(textOf(call(secretive, name, wrong))).resolves.toBe(notVerified(secretive));
    await expect(textOf(call(secretive, name, hashOf(anEmail())))).resolves.toBe(notVerified(secretive));
    await expect(textOf(call(secretive, name, hashOf(name)))).resolves.not.toMatch(/hash/i);
  });

  test("takes none where the client has no secret", async () => {
    await expect(textOf(call(open, anEmail(), wrong))).resolves.toBe(notVerified(open));
  });
});

describe("the refresh token of a client with a secret", () => {
  let user: string;
  let RefreshToken: string;
  beforeAll(async () => {
    const Username = anEmail();
    const named = { UserPoolId: secretive.poolId, Username };
    const created = await secretive.cognito.send(new AdminCreateUserCommand(named));
    await secretive.cognito.send(new AdminSetUserPasswordCommand({ ...named, Password: password, Permanent: true }));
    const parameters = { USERNAME: Username, PASSWORD: password, SECRET_HASH: hashOf(Username) };
    const { AuthenticationResult } = await auth(secretive, "USER_PASSWORD_AUTH", parameters);
    user = created.User?.Username ?? "";
    RefreshToken = AuthenticationResult?.RefreshToken ?? "";
  });

  test("wants a hash over the user name at REFRESH_TOKEN_AUTH, which no parameter tells", async () => {
    const refresh = (hash: Record<string, string>, REFRESH_TOKEN = RefreshToken) =>
      auth(secretive, "REFRESH_TOKEN_AUTH", { REFRESH_TOKEN, ...hash });

    await expect(textOf(refresh({}))).resolves.toBe(notReceived());
    await expect(textOf(refresh({ SECRET_HASH: wrong }))).resolves.toBe(notVerified(secretive));
    await expect(textOf(refresh({ SECRET_HASH: wrong }, "garbage"))).resolves.toBe("Invalid Refresh Token");
    await expect(refresh({ SECRET_HASH: hashOf(user) })).resolves.toHaveProperty("AuthenticationResult.IdToken");
  });

  test("wants the secret itself where that is what is taken", async () => {
    const ClientId = secretive.clientId;
    const refresh = (ClientSecret?: string) =>
      secretive.cognito.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken, ClientSecret }));
    const revoke = (ClientSecret?: string) =>
      secretive.cognito.send(new RevokeTokenCommand({ ClientId, Token: RefreshToken, ClientSecret }));

    for (const call of [refresh, revoke]) {
      for (const given of [undefined, "x".repeat(51)]) {
        await expect(textOf(call(given))).resolves.toBe(notVerified(secretive));
      }
      await expect(call(secret)).resolves.toBeDefined();
    }
  });
});

test("a client without a secret takes no SECRET_HASH at a refresh either", async () => {
  const Username = anEmail();
  const named = { UserPoolId: open.poolId, Username };
  await open.cognito.send(new AdminCreateUserCommand(named));
  await open.cognito.send(new AdminSetUserPasswordCommand({ ...named, Password: password, Permanent: true }));
  const signedIn = await auth(open, "USER_PASSWORD_AUTH", { USERNAME: Username, PASSWORD: password });
  const REFRESH_TOKEN = signedIn.AuthenticationResult?.RefreshToken ?? "";

  await expect(textOf(auth(open, "REFRESH_TOKEN_AUTH", { REFRESH_TOKEN, SECRET_HASH: wrong }))).resolves.toBe(
    notVerified(open),
  );
});

function auth(
  { cognito, clientId: ClientId }: TestPool,
  AuthFlow: AuthFlowType,
  AuthParameters: Record<string, string>,
) {
  return cognito.send(new InitiateAuthCommand({ ClientId, AuthFlow, AuthParameters }));
}

/** What a call is refused with. */
function textOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "answered",
    (error: Error) => error.message,
  );
}
