/**
 * An unknown user must not be told by the work that a sign-in costs. Clocks are too coarse and too busy to show that;
 * the powers modulo N, which are nearly all of the work, can be counted.
 */
import crypto from "node:crypto";
import { AdminCreateUserCommand, InitiateAuthCommand } from "@aws-sdk/client-cognito-identity-provider";
import { respond, userAuth } from "./support/challenges";
import { userAuthClient } from "./support/passkeys";
import { startTestPool, type TestPool } from "./support/running-pool";
import { aConfirmedUser, anEmail, passwordAuth } from "./support/users";

describe("a sign-in costs as many powers modulo N for an unknown user as for a known one", () => {
  let pool: TestPool;
  let names: { known: string; withoutPassword: string; unknown: string };
  beforeAll(async () => {
    pool = await startTestPool({
      pool: { sign_in_policy: { allowed_first_auth_factors: ["PASSWORD", "EMAIL_OTP"] } },
      client: { explicit_auth_flows: [...(userAuthClient.explicit_auth_flows as string[]), "ALLOW_USER_SRP_AUTH"] },
    });
    const { email: known } = await aConfirmedUser(pool);
    names = { known, withoutPassword: await aUserWithoutPassword(), unknown: anEmail("nobody") };
  });

  const wrong = "Wrong-Horse-1";
  const signIns: Readonly<Record<string, (name: string) => Promise<unknown>>> = {
    USER_PASSWORD_AUTH: (name) => passwordAuth(pool, name, wrong),
    "USER_SRP_AUTH and PASSWORD_VERIFIER": (name) => srp(name, "USER_SRP_AUTH"),
  };
  const choices: Readonly<Record<string, (name: string) => Promise<unknown>>> = {
    "USER_AUTH, which only asks": (USERNAME) => userAuth(pool, { USERNAME }),
    "USER_AUTH with PASSWORD": (USERNAME) =>
      userAuth(pool, { USERNAME, PREFERRED_CHALLENGE: "PASSWORD", PASSWORD: wrong }),
    "USER_AUTH with PASSWORD_SRP": (name) => srp(name, "USER_AUTH"),
    "USER_AUTH with EMAIL_OTP": async (USERNAME) => {
      const { Session } = await userAuth(pool, { USERNAME, PREFERRED_CHALLENGE: "EMAIL_OTP" });
      await respond(pool, "EMAIL_OTP", Session, { USERNAME, EMAIL_OTP_CODE: "00000000" });
    },
  };
  const expected: Readonly<Record<string, number>> = {
    USER_PASSWORD_AUTH: 1,
    "USER_SRP_AUTH and PASSWORD_VERIFIER": 3,
    "USER_AUTH, which only asks": 0,
    "USER_AUTH with PASSWORD": 1,
    "USER_AUTH with PASSWORD_SRP": 3,
    "USER_AUTH with EMAIL_OTP": 0,
  };

  test.each(Object.entries(signIns))("%s", async (flow, signIn) => {
    for (const name of Object.values(names)) await expect(powersOf(() => signIn(name))).resolves.toBe(expected[flow]);
  });

  test.each(Object.entries(choices))("%s", async (flow, signIn) => {
    for (const name of [names.known, names.unknown]) {
      await expect(powersOf(() => signIn(name))).resolves.toBe(expected[flow]);
    }
  });

  /** How many powers modulo N are computed meanwhile: each is one raw RSA operation of OpenSSL. */
  async function powersOf(work: () => Promise<unknown>): Promise<number> {
    const counted = jest.spyOn(crypto, "publicEncrypt");
    try {
      await work().catch(() => undefined); // it is refused in the end, for everybody
      return counted.mock.calls.length;
    } finally {
      counted.mockRestore();
    }
  }

  async function srp(USERNAME: string, flow: "USER_SRP_AUTH" | "USER_AUTH") {
    const AuthParameters = { USERNAME, SRP_A: "abcdef", PREFERRED_CHALLENGE: "PASSWORD_SRP" };
    const begin = new InitiateAuthCommand({ ClientId: pool.clientId, AuthFlow: flow, AuthParameters });
    const { Session, ChallengeParameters } = await pool.cognito.send(begin);
    const { USER_ID_FOR_SRP = "", SECRET_BLOCK = "" } = ChallengeParameters ?? {};
    await respond(pool, "PASSWORD_VERIFIER", Session, {
      USERNAME: USER_ID_FOR_SRP,
      PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32).toString("base64"),
      TIMESTAMP: "Wed Apr 5 22:42:34 UTC 2017",
    });
  }

  async function aUserWithoutPassword() {
    const Username = anEmail();
    await pool.cognito.send(new AdminCreateUserCommand({ UserPoolId: pool.poolId, Username }));
    return Username;
  }
});
