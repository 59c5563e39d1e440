import {
  AdminInitiateAuthCommand,
  type AdminInitiateAuthCommandInput,
  AdminRespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { aClient, aStackOf, aUserPool } from "./support/a-stack";
import { incorrect, invalidSession, refusal } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { SrpClient, srpTimestamp } from "./support/srp-client";
import { aConfirmedUser, anInvitedUser, newPassword, password, type TestUser } from "./support/users";

const explicit_auth_flows = [
  "ALLOW_ADMIN_USER_PASSWORD_AUTH",
  "ALLOW_USER_PASSWORD_AUTH",
  "ALLOW_USER_SRP_AUTH",
  "ALLOW_REFRESH_TOKEN_AUTH",
];

let pool: TestPool;
let ada: TestUser;
beforeAll(async () => {
  pool = await startTestPool({ client: { explicit_auth_flows } });
  ada = await aConfirmedUser(pool);
});

describe("AdminInitiateAuth", () => {
  test.each(["ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"] as const)("signs in with %s", async (AuthFlow) => {
    const answer = await begin({ AuthFlow });

    expect(answer).toMatchObject({ AuthenticationResult: { TokenType: "Bearer", ExpiresIn: 3600 } });
    expect(answer.AuthenticationResult).toHaveProperty("RefreshToken");
  });

  test("refreshes", async () => {
    const { AuthenticationResult } = await begin({});

    const refreshed = await begin({
      AuthFlow: "REFRESH_TOKEN_AUTH",
      AuthParameters: { REFRESH_TOKEN: AuthenticationResult?.RefreshToken ?? "" },
    });

    expect(refreshed.AuthenticationResult).toHaveProperty("IdToken");
    expect(refreshed.AuthenticationResult).not.toHaveProperty("RefreshToken");
  });

  test("counts wrong passwords with those of every other flow", async () => {
    const user = await aConfirmedUser(pool);
    const wrong = { USERNAME: user.email, PASSWORD: "Wrong-Horse-1" };
    for (let failure = 1; failure <= 5; failure += 1) {
      await expect(begin({ AuthParameters: wrong })).rejects.toMatchObject(incorrect);
    }

    await expect(begin({ AuthParameters: { ...wrong, PASSWORD: password } })).rejects.toMatchObject({
      message: "Password attempts exceeded",
    });
  });

  test("needs the client's permission for the flow, and is no way round InitiateAuth's", async () => {
    const closed = await startTestPool({ client: { explicit_auth_flows: ["ALLOW_USER_PASSWORD_AUTH"] } });
    const notEnabled = refusal("InvalidParameterException", "Auth flow not enabled for this client");

    for (const AuthFlow of ["ADMIN_USER_PASSWORD_AUTH", "USER_SRP_AUTH", "CUSTOM_AUTH"] as const) {
      await expect(begin({ AuthFlow }, closed)).rejects.toMatchObject(notEnabled);
    }
    await expect(begin({ AuthFlow: "USER_PASSWORD_AUTH" })).rejects.toMatchObject(
      refusal("InvalidParameterException", "Initiate Auth method not supported."),
    );
  });

  test("refuses a client of another pool", async () => {
    const client = (name: string) => ({ ...aClient, user_pool_id: `\${aws_cognito_user_pool.${name}.id}` });
    const two = await startTestPool({
      stack: aStackOf({
        aws_cognito_user_pool: { one: aUserPool, two: aUserPool },
        aws_cognito_user_pool_client: { one: client("one"), two: client("two") },
      }),
    });
    const [one, other] = two.running.clients;
    const UserPoolId = one?.userPoolId ?? "";
    const ClientId = other?.userPoolClientId ?? "";
    const noClient = refusal("ResourceNotFoundException", `User pool client ${ClientId} does not exist.`);

    await expect(begin({ UserPoolId, ClientId }, two)).rejects.toMatchObject(noClient);
    await expect(respond({ UserPoolId, ClientId, ChallengeName: "PASSWORD_VERIFIER" }, two)).rejects.toMatchObject(
      noClient,
    );
  });
});

describe("AdminRespondToAuthChallenge", () => {
  test("replaces a temporary password", async () => {
    const user = await anInvitedUser(pool);
    const { ChallengeName, Session } = await begin({ AuthParameters: { USERNAME: user.email, PASSWORD: password } });
    const ChallengeResponses = { USERNAME: user.email, NEW_PASSWORD: newPassword };

    const answer = await respond({ ChallengeName, Session, ChallengeResponses });

    expect(ChallengeName).toBe("NEW_PASSWORD_REQUIRED");
    expect(answer.AuthenticationResult).toHaveProperty("IdToken");
  });

  test("finishes an SRP sign-in", async () => {
    const poolName = pool.poolId.split("_")[1] ?? "";
    const client = new SrpClient(poolName);
    const begun = await begin({
      AuthFlow: "USER_SRP_AUTH",
      AuthParameters: { USERNAME: ada.email, SRP_A: await client.srpA() },
    });
    const { USER_ID_FOR_SRP = "", SALT = "", SRP_B = "", SECRET_BLOCK = "" } = begun.ChallengeParameters ?? {};
    const timestamp = srpTimestamp();
    const secretBlock = Buffer.from(SECRET_BLOCK, "base64");
    const half = { userId: USER_ID_FOR_SRP, salt: SALT, srpB: SRP_B, secretBlock, timestamp };

    const answer = await respond({
      ChallengeName: "PASSWORD_VERIFIER",
      ChallengeResponses: {
        USERNAME: USER_ID_FOR_SRP,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: (await client.sign(password, half)).toString("base64"),
        TIMESTAMP: timestamp,
      },
    });

    expect(answer.AuthenticationResult).toHaveProperty("IdToken");
  });

  test("asks for a session of its own challenge", async () => {
    await expect(respond({ ChallengeName: "NEW_PASSWORD_REQUIRED", Session: "x".repeat(40) })).rejects.toMatchObject(
      refusal("CodeMismatchException", "Invalid session provided"),
    );
    await expect(respond({ ChallengeName: "CUSTOM_CHALLENGE" })).rejects.toMatchObject(invalidSession);
  });
});

function begin(request: Partial<AdminInitiateAuthCommandInput>, target = pool) {
  return target.cognito.send(
    new AdminInitiateAuthCommand({
      UserPoolId: target.poolId,
      ClientId: target.clientId,
      AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: ada.email, PASSWORD: password },
      ...request,
    }),
  );
}

function respond(request: Partial<ConstructorParameters<typeof AdminRespondToAuthChallengeCommand>[0]>, target = pool) {
  return target.cognito.send(
    new AdminRespondToAuthChallengeCommand({
      UserPoolId: target.poolId,
      ClientId: target.clientId,
      ChallengeName: undefined,
      ...request,
    }),
  );
}
