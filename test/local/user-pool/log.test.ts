import {
  AdminCreateUserCommand,
  AdminResetUserPasswordCommand,
  ChangePasswordCommand,
  type CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  DescribeUserPoolClientCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { aClient, aUserPool } from "./support/a-stack";
import { aStackFile } from "./support/a-stack-file";
import { type ChildPool, end, startChildPool } from "./support/child-pool";
import { aDataDirWithKeys, sdkClient } from "./support/running-pool";

const declared = { username: "root@example.com", password: "Declared-Horse-9" };

test("nothing that the pool writes to its terminal holds a password, a code, a token or a session", async () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own syntax
  const user_pool_id = "${aws_cognito_user_pool.users.id}";
  const resources = {
    aws_cognito_user_pool: { users: { ...aUserPool, device_configuration: { device_only_remembered: true } } },
    aws_cognito_user_pool_client: { client: { ...aClient, generate_secret: false } },
    aws_cognito_user: { root: { ...declared, user_pool_id } },
  };
  const stack = aStackFile(resources);
  const pool = await startChildPool(["--stack", stack, "--port", "0", "--data", aDataDirWithKeys(stack)]);

  const sentAndAnswered = await useIt(pool);

  await expect(end(pool, "SIGTERM")).resolves.toBe(0);
  expect(pool.written()).toContain("device_configuration"); // what is not honoured, on standard error
  expect(pool.written()).toContain("listening on"); // on standard output
  const secrets = [...sentAndAnswered, declared.password].filter((text) => text.length >= 6);
  expect(secrets.length).toBeGreaterThan(15);
  expect(secrets.filter((secret) => pool.written().includes(secret))).toEqual([]);
});

/** Sign-up, sign-in, a reset and refusals of all kinds. @returns every text that was sent or answered, but for ids */
async function useIt({ url, userPoolId: UserPoolId, userPoolClientId: ClientId }: ChildPool): Promise<Set<string>> {
  const cognito = sdkClient(url);
  const texts = recorded(cognito);
  const Username = "ada@example.com";
  const refused = (call: Promise<unknown>) => expect(call).rejects.toHaveProperty("$fault", "client");
  const signIn = (USERNAME: string, PASSWORD: string) =>
    cognito.send(
      new InitiateAuthCommand({ ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME, PASSWORD } }),
    );
  const newest = async (to: string) => {
    const answer = await fetch(`${url}/inbox/${encodeURIComponent(to)}.json`);
    return ((await answer.json()) as { messages: { code: string }[] }).messages[0]?.code ?? "";
  };

  await refused(cognito.send(new SignUpCommand({ ClientId, Username, Password: " spaces around " })));
  await cognito.send(new SignUpCommand({ ClientId, Username, Password: "First-Horse-1" }));
  await cognito.send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode: await newest(Username) }));
  await refused(signIn(Username, "Wrong-Horse-2"));
  const { AuthenticationResult } = await signIn(Username, "First-Horse-1");
  const { AccessToken, RefreshToken } = AuthenticationResult ?? {};
  await refused(cognito.send(new GetUserCommand({ AccessToken: `${AccessToken}x` })));
  const change = { AccessToken, PreviousPassword: "First-Horse-1", ProposedPassword: "Second-Horse-2" };
  await cognito.send(new ChangePasswordCommand(change));
  await cognito.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
  await cognito.send(new RevokeTokenCommand({ ClientId, Token: RefreshToken }));
  await refused(cognito.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken })));

  await cognito.send(new AdminResetUserPasswordCommand({ UserPoolId, Username }));
  const reset = { ClientId, Username, ConfirmationCode: await newest(Username), Password: "Third-Horse-3" };
  await refused(cognito.send(new ConfirmForgotPasswordCommand({ ...reset, Password: "weak-horse" })));
  await cognito.send(new ConfirmForgotPasswordCommand(reset));

  await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username: "grace@example.com" }));
  const { Session } = await signIn("grace@example.com", await newest("grace@example.com"));
  const ChallengeResponses = { USERNAME: "grace@example.com", NEW_PASSWORD: "weaker-horse" };
  const answer = { ClientId, ChallengeName: "NEW_PASSWORD_REQUIRED", Session, ChallengeResponses } as const;
  await refused(cognito.send(new RespondToAuthChallengeCommand(answer)));
  await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
  await fetch(url, { method: "POST", body: `{"AccessToken":"${AccessToken}` });
  cognito.destroy();
  return texts;
}

const isPublic = new Set(["ClientId", "UserPoolId", "UserPoolClient", "Username", "USERNAME", "AuthFlow", "$metadata"]);

/** Every text in what this client sends and gets from now on. */
function recorded(cognito: CognitoIdentityProviderClient): Set<string> {
  const texts = new Set<string>();
  const record = (value: unknown, key = "") => {
    if (isPublic.has(key)) return;
    if (typeof value === "string") texts.add(value);
    if (typeof value !== "object" || value === null) return;
    for (const [name, member] of Object.entries(value)) record(member, name);
  };
  cognito.middlewareStack.add(
    (next) => async (args) => {
      record(args.input);
      const result = await next(args);
      record(result.output);
      return result;
    },
    { step: "initialize" },
  );
  return texts;
}
