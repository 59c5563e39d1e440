/**
 * EMAIL_OTP: a one-time code by e-mail, as first factor (8 digits) or as second one (6 digits: U). It lives as long as its
 * session. Somebody who may not exist gets the same answer, and no message.
 * Source: Developer Guide, "Authentication" (passwordless sign-in with one-time passwords).
 */
import { randomInt } from "node:crypto";
import { randomDigits } from "../domain/codes";
import { maskEmail } from "../domain/mask";
import { deliver } from "../inbox/send-code";
import { simulatedAddress } from "../inbox/simulated-delivery";
import type { Challenge } from "./auth-answer";
import { issueChallenge } from "./issue-challenge";
import type { Attempt } from "./sign-in";

/** @throws LimitExceededException too many codes within the hour */
export function issueEmailOtp(attempt: Attempt): Challenge {
  const { pool, candidate, proven } = attempt;
  pool.attempts.countCall(candidate.subject, "EmailOtp");
  const isFirstFactor = proven.firstFactor === undefined;
  const code = randomDigits(isFirstFactor ? 8 : 6, randomInt);
  const user = candidate.username === undefined ? undefined : pool.users.find(candidate.username);
  const address = user?.attributes.email;
  if (user !== undefined && address !== undefined) {
    const { emailOtpMessage: template } = pool.settings;
    deliver(pool, { to: address, purpose: "emailOtp", code, username: user.username, template });
  }
  return issueChallenge(attempt, {
    name: "EMAIL_OTP",
    parameters: {
      CODE_DELIVERY_DELIVERY_MEDIUM: "EMAIL",
      CODE_DELIVERY_DESTINATION: maskEmail(address ?? simulatedAddress(pool, candidate.name)),
      ...(isFirstFactor ? {} : { USER_ID_FOR_SRP: candidate.identity.userId }), // U
    },
    memory: { code },
  });
}
