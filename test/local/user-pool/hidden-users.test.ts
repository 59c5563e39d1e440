import {
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { incorrect, limitExceeded, refusal, wrongCode } from "./support/refusal";
import { startTestPool, type TestPool } from "./support/running-pool";
import { anEmail, password, passwordAuth } from "./support/users";

/** InitiateAuth is in sign-in.test.ts, the reset of passwords in passwords.test.ts. */
describe("an unknown user", () => {
  let hiding: TestPool;
  let legacy: TestPool;
  beforeAll(async () => {
    hiding = await startTestPool();
    legacy = await startTestPool({ client: { prevent_user_existence_errors: "LEGACY" } });
  });

  test("gets the answers of a known one where the client hides users", async () => {
    const name = anEmail("nobody");

    await expect(passwordAuth(hiding, name, password)).rejects.toMatchObject(incorrect);
    await expect(confirm(hiding, name)).rejects.toMatchObject(wrongCode);
    await expect(resend(hiding, name)).resolves.toMatchObject({
      CodeDeliveryDetails: { Destination: "n***@e***", DeliveryMedium: "EMAIL", AttributeName: "email" },
    });
    await expect(hiding.messages(name)).resolves.toEqual([]);
  });

  test("runs into the same limits", async () => {
    const name = anEmail("nobody");

    for (let times = 1; times <= 5; times += 1) await resend(hiding, name);

    await expect(resend(hiding, name.toUpperCase())).rejects.toMatchObject(limitExceeded);
  });

  test("is told of where the client says LEGACY", async () => {
    const notFound = refusal("UserNotFoundException", "Username/client id combination not found.");

    await expect(confirm(legacy, "nobody@example.com")).rejects.toMatchObject(notFound);
    await expect(resend(legacy, "nobody@example.com")).rejects.toMatchObject(notFound);
  });

  test("has a stand-in of its own in each pool of plain user names: its name", async () => {
    const plain = await startTestPool({ pool: { username_attributes: undefined, alias_attributes: ["email"] } });
    const standInOf = async (USERNAME: string) => {
      const AuthParameters = { USERNAME, SRP_A: "abcdef" };
      const answer = await plain.cognito.send(
        new InitiateAuthCommand({ ClientId: plain.clientId, AuthFlow: "USER_SRP_AUTH", AuthParameters }),
      );
      expect(answer.ChallengeParameters?.USERNAME).toBe(answer.ChallengeParameters?.USER_ID_FOR_SRP);
      return answer.ChallengeParameters?.USERNAME;
    };

    await expect(standInOf("nobody")).resolves.toBe("nobody");
    await expect(standInOf("NOBODY")).resolves.toBe("nobody"); // as a known user's: one name, whatever the case
    await expect(standInOf("nobody@example.com")).resolves.toMatch(/^[0-9a-f-]{36}$/); // an alias is no user name
  });

  function confirm({ cognito, clientId }: TestPool, Username: string) {
    return cognito.send(new ConfirmSignUpCommand({ ClientId: clientId, Username, ConfirmationCode: "123456" }));
  }

  function resend({ cognito, clientId }: TestPool, Username: string) {
    return cognito.send(new ResendConfirmationCodeCommand({ ClientId: clientId, Username }));
  }
});
