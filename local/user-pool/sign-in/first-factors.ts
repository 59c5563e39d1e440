/**
 * The choice-based sign-in (USER_AUTH): what a user may begin with, and how each of it begins.
 * Source: Developer Guide, "Authentication" (choice-based authentication); API Reference, "InitiateAuth".
 */
import { secondFactorsOf } from "../domain/mfa";
import type { User } from "../domain/user";
import type { Pool } from "../pool";
import type { AuthAnswer } from "./auth-answer";
import type { Candidate } from "./candidate";
import { checkPassword } from "./check-password";
import { continueSignIn } from "./continue-sign-in";
import type { Parameters } from "./flows/flow";
import { issueChallenge } from "./issue-challenge";
import { issueEmailOtp } from "./issue-email-otp";
import { issuePasswordVerifier } from "./issue-password-verifier";
import { issueWebAuthn } from "./issue-web-authn";
import { provenBy } from "./proven";
import type { Attempt } from "./sign-in";

export type FirstFactorChallenge = "PASSWORD_SRP" | "PASSWORD" | "EMAIL_OTP" | "WEB_AUTHN";

const passwordFactors = ["PASSWORD_SRP", "PASSWORD"] as const;

/** What the pool allows anybody, in the order in which the service lists it. */
export function firstFactorsOfPool({ settings: { firstFactors } }: Pool): readonly FirstFactorChallenge[] {
  return [
    ...(firstFactors.includes("PASSWORD") ? passwordFactors : []),
    ...(firstFactors.includes("EMAIL_OTP") ? (["EMAIL_OTP"] as const) : []),
    ...(firstFactors.includes("WEB_AUTHN") ? (["WEB_AUTHN"] as const) : []),
  ];
}

/** What a user has, whether a sign-in offers it or not. */
export function configuredFactors(pool: Pool, user: User): readonly FirstFactorChallenge[] {
  const isThere = {
    PASSWORD_SRP: user.password !== undefined,
    PASSWORD: user.password !== undefined,
    EMAIL_OTP: user.attributes.email !== undefined,
    WEB_AUTHN: pool.settings.webAuthn !== undefined && (user.passkeys ?? []).length > 0,
  };
  return firstFactorsOfPool(pool).filter((factor) => isThere[factor]);
}

/**
 * What a sign-in offers. A user with a second factor, or with a password to replace, begins with the password. Somebody
 * unknown is offered what a user with a password, an address and no passkey is (U).
 */
export function offeredFactors(pool: Pool, { username }: Candidate): readonly FirstFactorChallenge[] {
  const user = username === undefined ? undefined : pool.users.find(username);
  const isMfaRequired = pool.settings.mfaConfiguration === "ON";
  if (user === undefined) {
    return firstFactorsOfPool(pool).filter(
      (factor) => isPasswordFactor(factor) || (factor === "EMAIL_OTP" && !isMfaRequired),
    );
  }
  const needsPassword =
    isMfaRequired || secondFactorsOf(pool.settings, user).length > 0 || user.status === "FORCE_CHANGE_PASSWORD";
  return configuredFactors(pool, user).filter((factor) => !needsPassword || isPasswordFactor(factor));
}

function isPasswordFactor(factor: FirstFactorChallenge): boolean {
  return factor === "PASSWORD" || factor === "PASSWORD_SRP";
}

/**
 * Begins with one factor. A password factor whose PASSWORD or SRP_A is not there yet is asked for; the answer may come
 * under its own name or under SELECT_CHALLENGE.
 * @throws NotAuthorizedException wrong password, or locked out
 */
export function beginFirstFactor(
  attempt: Attempt,
  factor: FirstFactorChallenge,
  { PASSWORD, SRP_A }: Parameters,
): AuthAnswer {
  switch (factor) {
    case "PASSWORD":
      if (PASSWORD) return continueWithPassword(attempt, PASSWORD);
      return issueChallenge(attempt, { name: factor, answeredAs: "SELECT_CHALLENGE" });
    case "PASSWORD_SRP":
      if (SRP_A) return issuePasswordVerifier(attempt, SRP_A, "USER_AUTH");
      return issueChallenge(attempt, { name: factor, answeredAs: "SELECT_CHALLENGE" });
    case "EMAIL_OTP":
      return issueEmailOtp(attempt);
    case "WEB_AUTHN":
      return issueWebAuthn(attempt);
  }
}

function continueWithPassword({ candidate, ...rest }: Attempt, password: string): AuthAnswer {
  const user = checkPassword(rest.pool, candidate, password);
  return continueSignIn({ ...rest, user, proven: provenBy("PASSWORD") });
}
