import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ConfirmSignUpCommand, InitiateAuthCommand, SignUpCommand } from "@aws-sdk/client-cognito-identity-provider";
import { aStackFile } from "./support/a-stack-file";
import { type ChildPool, end, runPool, startChildPool } from "./support/child-pool";
import { aDataDir, aDataDirWithKeys, sdkClient } from "./support/running-pool";
import { password } from "./support/users";

describe("npm run user-pool", () => {
  test("is the program that these tests run", () => {
    const script = String(require("../../../package.json").scripts["user-pool"]);
    const npmRunsIt = spawnSync(`${script} --help`, {
      shell: true,
      cwd: join(__dirname, "../../.."),
      encoding: "utf8",
    });

    expect(script).toContain("local/user-pool/main.ts");
    expect(npmRunsIt).toMatchObject({ status: 0, stdout: expect.stringContaining("--stack FILE") });
  });

  test.each(["SIGINT", "SIGTERM"] as const)("prints ids and address, and ends cleanly on %s", async (signal) => {
    const child = await start(aStackFile());

    expect(child.userPoolId).toMatch(/^eu-west-1_[0-9A-Za-z]{9}$/);
    expect(child.userPoolClientId).toMatch(/^[0-9a-z]{26}$/);
    await expect(fetch(`${child.url}/inbox`)).resolves.toMatchObject({ status: 200 });
    await expect(end(child, signal)).resolves.toBe(0);
  });

  test("keeps users, tokens and messages for the next start", async () => {
    const stack = aStackFile();
    const data = aDataDirWithKeys(stack);
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
    const stack = aStackFile();
    const data = aDataDirWithKeys(stack);
    const first = await start(stack, data);

    const second = await runPool(["--stack", stack, "--data", data, "--port", "0"]);

    expect(second).toMatchObject({ code: 1, stdout: "" });
    expect(second.stderr).toContain(`in use by process ${first.process.pid}`);
  });

  test("explains itself", async () => {
    await expect(runPool(["--help"])).resolves.toMatchObject({
      code: 0,
      stdout: expect.stringContaining("--stack FILE"),
    });
  });

  test("ends with status 1 and one line when something is wrong", async () => {
    const ended = await runPool(["--stack", "nowhere.json"]);

    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toMatch(/^Cannot read the stack file nowhere\.json: .*\n$/);
  });
});

function start(stack: string, data = aDataDir()): Promise<ChildPool> {
  return startChildPool(["--stack", stack, "--port", "0", "--data", data]);
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
