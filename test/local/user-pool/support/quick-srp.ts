/**
 * The client's half of SRP with OpenSSL's arithmetic: a hundredth of the time that clients in plain JavaScript take, for
 * tests in which the client is not the point. Written from RFC 5054 and RFC 5869 alone; shares no code with the pool.
 */
import { createDiffieHellman, createHash, createHmac, getDiffieHellman, hkdfSync, randomBytes } from "node:crypto";
import { InitiateAuthCommand, RespondToAuthChallengeCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { TestPool } from "./running-pool";
import { srpTimestamp } from "./srp-client";
import type { TestUser } from "./users";

const prime = getDiffieHellman("modp15").getPrime();
const N = integer(prime);

/** USER_SRP_AUTH and PASSWORD_VERIFIER. */
export async function srpSignIn(
  { cognito, poolId, clientId }: Pick<TestPool, "cognito" | "poolId" | "clientId">,
  { email, password }: Pick<TestUser, "email" | "password">,
) {
  const a = integer(randomBytes(64));
  const A = power(2n, a);
  const { ChallengeParameters = {} } = await cognito.send(
    new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: "USER_SRP_AUTH",
      AuthParameters: { USERNAME: email, SRP_A: A.toString(16) },
    }),
  );
  const { SALT = "", SRP_B = "", SECRET_BLOCK = "", USER_ID_FOR_SRP: userId = "" } = ChallengeParameters;
  const poolName = poolId.split("_")[1] ?? "";
  const B = BigInt(`0x${SRP_B}`);
  const u = integer(sha256(padded(A), padded(B)));
  const x = integer(sha256(padded(BigInt(`0x${SALT}`)), sha256(`${poolName}${userId}:${password}`)));
  const k = integer(sha256(padded(N), padded(2n)));
  const base = (((B - k * power(2n, x)) % N) + N) % N;
  const key = Buffer.from(hkdfSync("sha256", padded(power(base, a + u * x)), padded(u), "Caldera Derived Key", 16));
  const TIMESTAMP = srpTimestamp();
  const signature = createHmac("sha256", key)
    .update(poolName + userId)
    .update(Buffer.from(SECRET_BLOCK, "base64"))
    .update(TIMESTAMP)
    .digest("base64");
  return cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId: clientId,
      ChallengeName: "PASSWORD_VERIFIER",
      ChallengeResponses: {
        USERNAME: userId,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: signature,
        TIMESTAMP,
      },
    }),
  );
}

function power(base: bigint, exponent: bigint): bigint {
  const group = createDiffieHellman(prime, 2);
  group.setPrivateKey(bytes(exponent));
  return integer(group.computeSecret(bytes(base)));
}

function padded(value: bigint): Buffer {
  const minimal = bytes(value);
  return (minimal[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.of(0), minimal]) : minimal;
}

function bytes(value: bigint): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
}

function integer(value: Buffer): bigint {
  return BigInt(`0x${value.toString("hex")}`);
}

function sha256(...parts: readonly (string | Buffer)[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
