import { localId } from "../../../local/terraform/identifiers";
import { aClient, aStack, aStackOf, aUserPool } from "./support/a-stack";
import { refusal } from "./support/refusal";
import { startTestPool } from "./support/running-pool";
import { aConfirmedUser, anEmail, anUnconfirmedUser, passwordAuth, signIn } from "./support/users";

describe("a new stack", () => {
  test("is taken over with users and sessions in place", async () => {
    const pool = await startTestPool();
    const user = await aConfirmedUser(pool);

    await pool.running.takeOver(aStack({ password_policy: { minimum_length: 30 } }));

    await expect(signIn(pool, user)).resolves.toBeDefined();
    await expect(anUnconfirmedUser(pool)).rejects.toMatchObject(refusal("InvalidPasswordException"));
  });

  test("that cannot be enforced changes nothing", async () => {
    const pool = await startTestPool();
    const user = await aConfirmedUser(pool);

    await expect(pool.running.takeOver(aStack({ lambda_config: { pre_authentication: "arn" } }))).rejects.toMatchObject(
      {
        name: "UnenforceableArgumentError",
      },
    );

    await expect(signIn(pool, user)).resolves.toBeDefined();
  });
});

describe("a stack with several pools and clients", () => {
  test("keeps them apart", async () => {
    const poolReference = (name: string) => ({ ...aClient, user_pool_id: `\${aws_cognito_user_pool.${name}.id}` });
    const stack = aStackOf({
      aws_cognito_user_pool: { staff: aUserPool, customers: aUserPool },
      aws_cognito_user_pool_client: {
        shop: poolReference("customers"),
        staff_web: poolReference("staff"),
        app: { ...poolReference("customers"), explicit_auth_flows: ["ALLOW_USER_SRP_AUTH"] },
      },
    });
    const pool = await startTestPool({ stack });
    const [shop, staff, app] = pool.running.clients;
    const inPool = (client = staff) => ({
      ...pool,
      poolId: client?.userPoolId ?? "",
      clientId: client?.userPoolClientId ?? "",
    });
    const email = anEmail();

    const [customersId, staffId] = ["customers", "staff"].map((name) =>
      localId(stack, { type: "aws_cognito_user_pool", address: `aws_cognito_user_pool.${name}` }),
    );
    expect(pool.running.clients.map(({ userPoolId }) => userPoolId)).toEqual([customersId, staffId, customersId]);
    const user = await aConfirmedUser(inPool(shop), email);
    await expect(signIn(inPool(shop), user)).resolves.toBeDefined();
    await expect(passwordAuth(inPool(staff), email, user.password)).rejects.toMatchObject({
      message: "Incorrect username or password.",
    });
    await expect(passwordAuth(inPool(app), email, user.password)).rejects.toMatchObject({
      message: "USER_PASSWORD_AUTH flow not enabled for this client",
    });
  });
});
