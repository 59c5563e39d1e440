import {
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { aClient, aStack, aStackOf, aUserPool, type TerraformArguments } from "./support/a-stack";
import { refusal } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { anUnconfirmedUser } from "./support/users";

let pool: TestPool;
beforeAll(async () => {
  pool = await startTestPool();
});

describe("DescribeUserPool", () => {
  test("tells what the stack asks for", async () => {
    const described = await startTestPool({
      pool: {
        alias_attributes: undefined,
        deletion_protection: "ACTIVE",
        user_pool_tier: "PLUS",
        tags: { team: "red" },
        email_configuration: { email_sending_account: "DEVELOPER", source_arn: "arn:aws:ses:eu-west-1:1:identity/x" },
        mfa_configuration: "OPTIONAL",
        software_token_mfa_configuration: { enabled: true },
        admin_create_user_config: { allow_admin_create_user_only: false },
        password_policy: { minimum_length: 12, require_numbers: true, password_history_size: 3 },
        schema: [
          {
            name: "tier",
            attribute_data_type: "Number",
            mutable: true,
            number_attribute_constraints: { max_value: 3 },
          },
        ],
      },
    });
    await anUnconfirmedUser(described);

    const UserPool = await describePool(described);

    expect(UserPool).toMatchObject({
      Id: described.poolId,
      Name: "test-users",
      Arn: `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${described.poolId}`,
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireNumbers: true,
          RequireSymbols: false,
          PasswordHistorySize: 3,
          TemporaryPasswordValidityDays: 7,
        },
        SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD"] },
      },
      UsernameAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: false },
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      MfaConfiguration: "OPTIONAL",
      EstimatedNumberOfUsers: 1,
      DeletionProtection: "ACTIVE",
      UserPoolTier: "PLUS",
      UserPoolTags: { team: "red" },
      EmailConfiguration: { EmailSendingAccount: "DEVELOPER" },
    });
    expect(UserPool).not.toHaveProperty("AliasAttributes");
    expect(UserPool?.SchemaAttributes).toContainEqual({
      Name: "custom:tier",
      AttributeDataType: "Number",
      DeveloperOnlyAttribute: false,
      Mutable: true,
      Required: false,
      NumberAttributeConstraints: { MaxValue: "3" },
    });
  });

  test("is silent about the case of user names where the stack is, and names the service's own mailer", async () => {
    const bare = await startTestPool({ pool: { username_configuration: undefined } });

    const UserPool = await describePool(bare);

    expect(UserPool).not.toHaveProperty("UsernameConfiguration");
    expect(UserPool).toMatchObject({ EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" } });
  });

  test("tells since when the pool is, and since when as it is", async () => {
    const dated = await startTestPool();
    const createdAt = dated.clock();
    dated.clock.advance(60);
    await dated.running.takeOver(aStack());
    await expect(describePool(dated)).resolves.toMatchObject({ CreationDate: createdAt, LastModifiedDate: createdAt });

    await dated.running.takeOver(aStack({ password_policy: { minimum_length: 20 } }));

    await expect(describePool(dated)).resolves.toMatchObject({
      CreationDate: createdAt,
      LastModifiedDate: dated.clock(),
    });
  });
});

describe("DescribeUserPoolClient", () => {
  test("tells what the stack asks for, in its own units", async () => {
    await expect(
      describeClient({
        explicit_auth_flows: ["ALLOW_USER_SRP_AUTH"],
        access_token_validity: 10,
        token_validity_units: { access_token: "minutes", refresh_token: "hours" },
        refresh_token_validity: 12,
        refresh_token_rotation: { feature: "ENABLED", retry_grace_period_seconds: 10 },
        auth_session_validity: 5,
        read_attributes: ["email"],
        write_attributes: ["email", "name"],
      }),
    ).resolves.toMatchObject({
      ClientName: "test-client",
      ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"],
      AccessTokenValidity: 10,
      RefreshTokenValidity: 12,
      TokenValidityUnits: { AccessToken: "minutes", RefreshToken: "hours" },
      RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 10 },
      AuthSessionValidity: 5,
      ReadAttributes: ["email"],
      WriteAttributes: ["email", "name"],
      PreventUserExistenceErrors: "ENABLED",
      EnableTokenRevocation: true,
    });
  });

  test("tells the secret of a client that has one", async () => {
    await expect(describeClient({ generate_secret: true })).resolves.toMatchObject({
      ClientSecret: expect.stringMatching(/^[0-9a-z]{51}$/),
    });
    await expect(describeClient({})).resolves.not.toHaveProperty("ClientSecret");
  });

  test("refuses a client that is not the pool's", async () => {
    const request = { UserPoolId: pool.poolId, ClientId: "unknown" };
    await expect(pool.cognito.send(new DescribeUserPoolClientCommand(request))).rejects.toMatchObject(
      refusal("ResourceNotFoundException", "User pool client unknown does not exist."),
    );
  });

  async function describeClient(client: TerraformArguments) {
    const described = await startTestPool({ client });
    const request = { UserPoolId: described.poolId, ClientId: described.clientId };
    return (await described.cognito.send(new DescribeUserPoolClientCommand(request))).UserPoolClient;
  }
});

describe("GetUserPoolMfaConfig", () => {
  test("tells of second factors and passkeys", async () => {
    const described = await startTestPool({
      pool: {
        mfa_configuration: "OPTIONAL",
        software_token_mfa_configuration: { enabled: true },
        web_authn_configuration: { relying_party_id: "app.example.com", user_verification: "required" },
      },
    });

    const answer = await described.cognito.send(new GetUserPoolMfaConfigCommand({ UserPoolId: described.poolId }));

    expect(answer).toMatchObject({
      MfaConfiguration: "OPTIONAL",
      SoftwareTokenMfaConfiguration: { Enabled: true },
      WebAuthnConfiguration: {
        RelyingPartyId: "localhost",
        UserVerification: "required",
        FactorConfiguration: "SINGLE_FACTOR",
      },
    });
  });
});

test("ListUserPools and ListUserPoolClients list what the stack holds, in pages", async () => {
  const client = (name: string, of: string) => ({
    ...aClient,
    name,
    user_pool_id: `\${aws_cognito_user_pool.${of}.id}`,
  });
  const stack = aStackOf({
    aws_cognito_user_pool: { b: { ...aUserPool, name: "staff" }, a: { ...aUserPool, name: "customers" } },
    aws_cognito_user_pool_client: { x: client("web", "a"), y: client("app", "a"), z: client("desk", "b") },
  });
  const { cognito } = await startTestPool({ stack });

  const first = await cognito.send(new ListUserPoolsCommand({ MaxResults: 1 }));
  const second = await cognito.send(new ListUserPoolsCommand({ MaxResults: 1, NextToken: first.NextToken }));
  const UserPoolId = first.UserPools?.[0]?.Id;
  const clients = await cognito.send(new ListUserPoolClientsCommand({ UserPoolId }));

  expect([first, second].map(({ UserPools }) => UserPools?.map(({ Name }) => Name))).toEqual([
    ["customers"],
    ["staff"],
  ]);
  expect(second).not.toHaveProperty("NextToken");
  expect(clients.UserPoolClients).toEqual([
    { ClientId: expect.any(String), UserPoolId, ClientName: "app" },
    { ClientId: expect.any(String), UserPoolId, ClientName: "web" },
  ]);
});

async function describePool({ cognito, poolId }: TestPool) {
  return (await cognito.send(new DescribeUserPoolCommand({ UserPoolId: poolId }))).UserPool;
}
