import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describeWith, isOnPath, type Requirement } from "../../deploy/requirements";
import { startTestPool, type TestPool } from "./support/running-pool";
import { aConfirmedUser, anEmail, password } from "./support/users";

const awsCli: Requirement = {
  what: "aws, the AWS command line: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
  isMet: () => isOnPath("aws"),
};

describeWith([awsCli], "the aws command line", () => {
  let pool: TestPool;
  beforeAll(async () => {
    pool = await startTestPool({
      client: { explicit_auth_flows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] },
    });
  });

  test("makes users, finds them, signs them in, and reads refusals", async () => {
    const user = await aConfirmedUser(pool);
    const invited = anEmail("invited");
    const inPool = ["--user-pool-id", pool.poolId];
    const created = await aws(
      ...["admin-create-user", ...inPool, "--username", invited],
      ...["--user-attributes", "Name=name,Value=Ada Lovelace"],
    );
    expect(created).toMatchObject({ User: { UserStatus: "FORCE_CHANGE_PASSWORD", Enabled: true } });

    const [found, refused] = await Promise.all([
      aws("list-users", ...inPool, "--filter", 'name ^= "Ada"', "--attributes-to-get", "email", "--page-size", "1"),
      aws("create-group", ...inPool, "--group-name", "two words").catch(({ stderr }) => String(stderr)),
    ]);
    expect(found).toMatchObject({ Users: [{ Attributes: [{ Name: "email", Value: invited }] }] });
    expect(refused).toContain("An error occurred (InvalidParameterException) when calling the CreateGroup operation");

    const flow = ["--client-id", pool.clientId, "--auth-flow", "ADMIN_USER_PASSWORD_AUTH"];
    const parameters = ["--auth-parameters", JSON.stringify({ USERNAME: user.email, PASSWORD: password })];
    const signedIn = await aws("admin-initiate-auth", ...inPool, ...flow, ...parameters);
    const { AccessToken } = (signedIn as { AuthenticationResult: Record<string, string> }).AuthenticationResult;
    await expect(aws("get-user", "--access-token", AccessToken ?? "")).resolves.toMatchObject({ Username: user.sub });
  }, 120_000);

  /** What it prints, parsed; the empty text when it prints nothing. */
  async function aws(...args: string[]): Promise<unknown> {
    const options = ["--endpoint-url", pool.url, "--region", "eu-west-1", "--output", "json"];
    const env = { ...process.env, AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local", AWS_PAGER: "" };
    const { stdout } = await promisify(execFile)("aws", ["cognito-idp", ...args, ...options], { env });
    return stdout === "" ? "" : (JSON.parse(stdout) as unknown);
  }
});
