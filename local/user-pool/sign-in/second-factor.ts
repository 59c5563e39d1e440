/**
 * The step between a right password and tokens: one of the user's second factors, or the set-up of one where the pool
 * insists. Source: Developer Guide, "Adding MFA to a user pool".
 */
import { offersSoftwareToken, secondFactorsOf } from "../domain/mfa";
import type { SecondFactor } from "../domain/mfa-preference";
import { InvalidParameterException } from "../errors";
import type { Challenge } from "./auth-answer";
import { attemptOf, issueChallenge } from "./issue-challenge";
import { issueEmailOtp } from "./issue-email-otp";
import type { SignIn } from "./sign-in";

/** `undefined` when no second factor is asked for; who came by one-time code or passkey needs none. */
export function askForSecondFactor(signIn: SignIn): Challenge | undefined {
  const { pool, user, proven } = signIn;
  if (proven.secondFactor || proven.firstFactor === "EMAIL_OTP" || proven.firstFactor === "WEB_AUTHN") return undefined;
  const factors = secondFactorsOf(pool.settings, user);
  const chosen = factors.find((factor) => factor === user.mfa?.preferred || factors.length === 1);
  if (chosen !== undefined) return issueSecondFactor(signIn, chosen);
  if (factors.length > 1) return askWhich(signIn, factors);
  return pool.settings.mfaConfiguration === "ON" ? askForSetup(signIn) : undefined;
}

export function issueSecondFactor(signIn: SignIn, factor: SecondFactor): Challenge {
  if (factor === "EMAIL_OTP") return issueEmailOtp(attemptOf(signIn));
  const { user } = signIn;
  const parameters = { USER_ID_FOR_SRP: user.username, FRIENDLY_DEVICE_NAME: user.softwareToken?.name ?? "" };
  return issueChallenge(attemptOf(signIn), { name: "SOFTWARE_TOKEN_MFA", parameters });
}

function askWhich(signIn: SignIn, factors: readonly SecondFactor[]): Challenge {
  const parameters = { MFAS_CAN_CHOOSE: JSON.stringify(factors), USER_ID_FOR_SRP: signIn.user.username };
  return issueChallenge(attemptOf(signIn), { name: "SELECT_MFA_TYPE", parameters });
}

/** @throws InvalidParameterException nothing can be set up: only codes by e-mail, and the user has no address (U) */
function askForSetup(signIn: SignIn): Challenge {
  if (!offersSoftwareToken(signIn.pool.settings)) {
    throw new InvalidParameterException("User does not have delivery config set to turn on EMAIL_OTP");
  }
  const parameters = { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]', USER_ID_FOR_SRP: signIn.user.username };
  return issueChallenge(attemptOf(signIn), { name: "MFA_SETUP", parameters });
}
