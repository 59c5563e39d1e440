import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { ConfirmSignUpCommand, InitiateAuthCommand, SignUpCommand } from "@aws-sdk/client-cognito-identity-provider";
import { aClient, aStackJson, aUserPool } from "./support/a-stack";
import { type ChildPool, end, runPool, startChildPool } from "./support/child-pool";
import { aDataDir, sdkClient } from "./support/running-pool";
import { password } from "./support/users";

describe("npm run user-pool", () => {
  test.each(["SIGINT", "SIGTERM"] as const)("prints ids and address, and ends cleanly on %s", async (signal) => {
    const child = await start(aStackFile());

    expect(child.userPoolId).toMatch(/^eu-west-1_[0-9A-Za-z]{9}$/);
    expect(child.userPoolClientId).toMatch(/^[0-9a-z]{26}$/);
    await expect(fetch(`${child.url}/inbox`)).resolves.toMatchObject({ status: 200 });
    await expect(end(child, signal)).resolves.toBe(0);
  });

  test("keeps users, tokens and messages for the next start", async () => {
    const [stack, data] = [aStackFile(), aDataDir()];
    const email = "ada@example.com";
    const first = await start(stack, data);
    const refreshToken = await signUpAndIn(first, email);
    await end(first, "SIGTERM");

    const second = await start(stack, data);

    expect(second.userPoolClientId).toBe(first.userPoolClientId);
    const answer = await sdkClient(second.url).send(
      new InitiateAuthCommand({
        ClientId: second.userPoolClientId,
        AuthFlow: "REFRESH_TOKEN_AUTH",
        AuthParameters: { REFRESH_TOKEN: refreshToken },
      }),
    );
    expect(answer.AuthenticationResult).toHaveProperty("IdToken");
    const inbox = await fetch(`${second.url}/inbox/${encodeURIComponent(email)}.json`);
    await expect(inbox.json()).resolves.toMatchObject({ messages: [{ to: email, purpose: "signUp" }] });
  });

  test("refuses a folder that another pool works with", async () => {
    const [stack, data] = [aStackFile(), aDataDir()];
    const first = await start(stack, data);

    const second = await runPool(["--stack", stack, "--data", data, "--port", "0"]);

    expect(second).toMatchObject({ code: 1, stdout: "" });
    expect(second.stderr).toContain(`in use by process ${first.process.pid}`);
  });

  test("refuses a port that is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };

    const ended = await runPool(["--stack", aStackFile(), "--data", aDataDir(), "--port", String(port)]);

    server.close();
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining(`Port ${port} is taken`) });
  });

  test.each<[string, () => readonly string[], RegExp]>([
    ["no stack", () => [], /--stack FILE is missing/],
    ["a stack that is not there", () => ["--stack", "nowhere.json"], /Cannot read the stack file nowhere\.json/],
    ["an unknown option", () => ["--colour", "red"], /--colour/],
    ["a port that is none", () => ["--stack", aStackFile(), "--port", "http"], /--port must be a number/],
    ["a stack without a pool", () => ["--stack", aStackFile({})], /has no aws_cognito_user_pool/],
    [
      "a stack with a trigger",
      () => [
        "--stack",
        aStackFile({ aws_cognito_user_pool: { users: { ...aUserPool, lambda_config: { pre_sign_up: "arn" } } } }),
      ],
      /aws_cognito_user_pool\.users: lambda_config\.pre_sign_up cannot be enforced locally/,
    ],
  ])("says what is wrong with %s", async (_what, args, message) => {
    const ended = await runPool(args());

    expect(ended).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(message) });
    expect(ended.stderr).not.toMatch(/\n {4}at /);
  });

  test("explains itself", async () => {
    const ended = await runPool(["--help"]);

    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining("--stack FILE"), stderr: "" });
  });
});

function start(stack: string, data = aDataDir()): Promise<ChildPool> {
  return startChildPool(["--stack", stack, "--port", "0", "--data", data]);
}

function aStackFile(
  resource: Record<string, unknown> = {
    aws_cognito_user_pool: { users: aUserPool },
    aws_cognito_user_pool_client: { client: aClient },
  },
): string {
  const file = join(aDataDir(), "cdk.tf.json");
  writeFileSync(file, JSON.stringify(aStackJson(resource)));
  return file;
}

async function signUpAndIn({ url, userPoolClientId: ClientId }: ChildPool, email: string): Promise<string> {
  const cognito = sdkClient(url);
  await cognito.send(new SignUpCommand({ ClientId, Username: email, Password: password }));
  const inbox = await fetch(`${url}/inbox/${encodeURIComponent(email)}.json`);
  const { messages } = (await inbox.json()) as { messages: { code: string }[] };
  const ConfirmationCode = messages[0]?.code;
  await cognito.send(new ConfirmSignUpCommand({ ClientId, Username: email, ConfirmationCode }));
  const answer = await cognito.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );
  return answer.AuthenticationResult?.RefreshToken ?? "";
}
