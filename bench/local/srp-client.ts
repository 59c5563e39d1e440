/**
 * Signs in with SRP, with as little work on this side as can be, so that the pool is what is measured.
 * Source: RFC 5054; Amazon Cognito user pools API Reference, "InitiateAuth" and "RespondToAuthChallenge".
 */
import { createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { g, hashToInteger, k, mod, pad, power, toInteger } from "../../local/user-pool/domain/srp-group";

export interface PoolClient {
  readonly url: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
}

/** Calls an operation that needs no signature. @throws Error with the service's answer */
export async function call(url: string, operation: string, input: object): Promise<Record<string, unknown>> {
  const headers = {
    "Content-Type": "application/x-amz-json-1.1",
    "X-Amz-Target": `AWSCognitoIdentityProviderService.${operation}`,
  };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(input) });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${operation} was answered with ${response.status}: ${JSON.stringify(answer)}`);
  return answer;
}

/** @returns the ID token */
export async function signIn(
  { url, userPoolId, userPoolClientId: ClientId }: PoolClient,
  email: string,
  password: string,
): Promise<string> {
  const a = toInteger(randomBytes(48));
  const A = power(g, a);
  const AuthParameters = { USERNAME: email, SRP_A: A.toString(16) };
  const challenge = await call(url, "InitiateAuth", { AuthFlow: "USER_SRP_AUTH", ClientId, AuthParameters });
  const {
    USER_ID_FOR_SRP: userId = "",
    SALT = "",
    SRP_B = "",
    SECRET_BLOCK = "",
  } = challenge.ChallengeParameters as Record<string, string>;

  const poolName = userPoolId.split("_")[1] ?? "";
  const B = BigInt(`0x${SRP_B}`);
  const u = hashToInteger(pad(A), pad(B));
  const x = hashToInteger(
    pad(BigInt(`0x${SALT}`)),
    createHash("sha256").update(`${poolName}${userId}:${password}`).digest(),
  );
  const S = power(mod(B - k * power(g, x)), a + u * x);
  const key = Buffer.from(hkdfSync("sha256", pad(S), pad(u), "Caldera Derived Key", 16));
  const TIMESTAMP = timestamp(new Date());
  const signature = createHmac("sha256", key)
    .update(`${poolName}${userId}`)
    .update(Buffer.from(SECRET_BLOCK, "base64"))
    .update(TIMESTAMP);

  const answer = await call(url, "RespondToAuthChallenge", {
    ChallengeName: "PASSWORD_VERIFIER",
    ClientId,
    ChallengeResponses: {
      USERNAME: userId,
      PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: signature.digest("base64"),
      TIMESTAMP,
    },
  });
  const { IdToken } = (answer.AuthenticationResult ?? {}) as { IdToken?: string };
  if (!IdToken) throw new Error(`The sign-in was answered with ${JSON.stringify(answer)}`);
  return IdToken;
}

/** `Wed Apr 5 22:42:34 UTC 2017` */
function timestamp(now: Date): string {
  const [weekday = "", day = "", month = "", year = "", time = ""] = now.toUTCString().split(/,? /);
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`;
}
