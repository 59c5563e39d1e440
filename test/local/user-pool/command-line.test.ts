import { createServer } from "node:net";
import { serveUserPool } from "../../../local/user-pool/command-line";
import { aUserPool } from "./support/a-stack";
import { aStackFile } from "./support/a-stack-file";
import { aDataDirWithKeys } from "./support/running-pool";

describe("the command line of the user pool", () => {
  test("refuses a port that was asked for and is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    const stack = aStackFile();

    const started = run(["--stack", stack, "--data", aDataDirWithKeys(stack), "--port", String(port)]);

    await expect(started).rejects.toThrow(`Port ${port} is taken`);
    server.close();
  });

  test.each<[string, () => string[], string | RegExp]>([
    ["no stack", () => [], "--stack FILE is missing"],
    ["a stack that is not there", () => ["--stack", "nowhere.json"], "Cannot read the stack file nowhere.json"],
    ["an unknown option", () => ["--colour", "red"], "--colour"],
    ["a port that is none", () => ["--stack", aStackFile({}), "--port", "http"], "--port must be a number"],
    ["a stack without a pool", () => ["--stack", aStackFile({})], "has no aws_cognito_user_pool"],
    [
      "a stack with a trigger",
      () => [
        "--stack",
        aStackFile({ aws_cognito_user_pool: { users: { ...aUserPool, lambda_config: { pre_sign_up: "arn" } } } }),
      ],
      "aws_cognito_user_pool.users: lambda_config.pre_sign_up cannot be enforced locally",
    ],
  ])("says what is wrong with %s", async (_what, args, message) => {
    await expect(run(args())).rejects.toThrow(message);
  });
});

function run(args: string[]) {
  return serveUserPool(args, { print: () => {}, log: () => {} });
}
