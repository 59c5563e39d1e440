/**
 * What comes after a right first factor, in the service's order: a refusal because of the user's state, a new password,
 * a second factor, tokens. The one function that every flow and every challenge ends in; each step that is done shows in
 * the user's state or in `proven`, so the same list serves again after each challenge. U: that a wrong password is told
 * as such in every state, and the state with the right one alone.
 * Source: Developer Guide, "Authentication"; order as the service shows it (new password before MFA).
 */
import { milliseconds } from "../clock";
import { missingRequired } from "../domain/attribute-schema";
import { NotAuthorizedException } from "../errors";
import { passwordResetRequired, userIsDisabled, userIsNotConfirmed } from "../refusals";
import { type AuthAnswer, type Challenge, signedIn } from "./auth-answer";
import { attemptOf, issueChallenge } from "./issue-challenge";
import { askForSecondFactor } from "./second-factor";
import { invalidSession } from "./sessions";
import type { SignIn } from "./sign-in";
import { issueTokens } from "./tokens";

/** Throws, asks for something, or lets pass. */
type Step = (signIn: SignIn) => Challenge | undefined;

const steps: readonly Step[] = [refuseByState, askForNewPassword, askForSecondFactor];

/**
 * @throws NotAuthorizedException disabled, or the temporary password has expired
 * @throws UserNotConfirmedException
 * @throws PasswordResetRequiredException
 */
export function continueSignIn(signIn: SignIn): AuthAnswer {
  for (const step of steps) {
    const challenge = step(signIn);
    if (challenge !== undefined) return challenge;
  }
  return signedIn(issueTokens(signIn.tools, signIn, signIn.user));
}

function refuseByState({ user, tools: { clock } }: SignIn): undefined {
  if (!user.enabled) throw userIsDisabled();
  if (user.status === "UNCONFIRMED") throw userIsNotConfirmed();
  if (user.status === "RESET_REQUIRED") throw passwordResetRequired();
  const expiresAt = user.temporaryPasswordExpiresAt;
  if (user.status === "FORCE_CHANGE_PASSWORD" && expiresAt !== undefined && milliseconds(clock) >= expiresAt) {
    throw new NotAuthorizedException("Temporary password has expired and must be reset by an administrator.");
  }
}

function askForNewPassword(signIn: SignIn): Challenge | undefined {
  const { user, pool, proven } = signIn;
  if (user.status !== "FORCE_CHANGE_PASSWORD") return undefined;
  // U: set while a sign-in by other means was under way; the temporary password has to be shown first.
  if (proven.firstFactor !== "PASSWORD") throw invalidSession();
  const missing = missingRequired(pool.settings.schema, user.attributes).map((name) => `userAttributes.${name}`);
  return issueChallenge(attemptOf(signIn), {
    name: "NEW_PASSWORD_REQUIRED",
    parameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(missing),
      userAttributes: JSON.stringify(user.attributes),
    },
  });
}
