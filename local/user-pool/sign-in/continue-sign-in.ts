/**
 * What comes after a right first factor, in the service's order: a refusal because of the user's state, a new password,
 * a second factor, tokens. The one function that every flow and every challenge ends in; each step that is done shows in
 * the user's state or in `proven`, so the same list serves again after each challenge.
 * Source: Developer Guide, "Authentication"; order as the service shows it (new password before MFA).
 */
import { milliseconds } from "../clock";
import { missingRequired } from "../domain/attribute-schema";
import type { User } from "../domain/user";
import { NotAuthorizedException } from "../errors";
import type { PoolAndClient } from "../pool";
import { passwordResetRequired, userIsDisabled, userIsNotConfirmed } from "../refusals";
import type { Service } from "../service";
import { type AuthAnswer, type Challenge, signedIn } from "./answer";
import { issueTokens } from "./tokens";

/** What the sign-in has shown so far. */
export interface Proven {
  /** Who signed in by a one-time code or a passkey is asked for no second factor. */
  readonly firstFactor: "PASSWORD" | "EMAIL_OTP" | "WEB_AUTHN";
  readonly secondFactor: boolean;
}

export interface SignIn extends PoolAndClient {
  readonly service: Service;
  readonly user: User;
  readonly proven: Proven;
}

/** Throws, asks for something, or lets pass. */
type Step = (signIn: SignIn) => Challenge | undefined;

const steps: readonly Step[] = [refuseByState, askForNewPassword];

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
  return signedIn(issueTokens(signIn.service, signIn, signIn.user));
}

function refuseByState({ user, service: { clock } }: SignIn): undefined {
  if (!user.enabled) throw userIsDisabled();
  if (user.status === "UNCONFIRMED") throw userIsNotConfirmed();
  if (user.status === "RESET_REQUIRED") throw passwordResetRequired();
  const expiresAt = user.temporaryPasswordExpiresAt;
  if (user.status === "FORCE_CHANGE_PASSWORD" && expiresAt !== undefined && milliseconds(clock) >= expiresAt) {
    throw new NotAuthorizedException("Temporary password has expired and must be reset by an administrator.");
  }
}

function askForNewPassword(signIn: SignIn): Challenge | undefined {
  const { user, pool } = signIn;
  if (user.status !== "FORCE_CHANGE_PASSWORD") return undefined;
  const missing = missingRequired(pool.settings.schema, user.attributes).map((name) => `userAttributes.${name}`);
  return issueChallenge(signIn, "NEW_PASSWORD_REQUIRED", {
    USER_ID_FOR_SRP: user.username,
    requiredAttributes: JSON.stringify(missing),
    userAttributes: JSON.stringify(user.attributes),
  });
}

/** A challenge with its session. `state`: what the challenge must remember until it is answered. */
export function issueChallenge(
  { service, pool, client, user, proven }: SignIn,
  name: string,
  parameters: Readonly<Record<string, string>>,
  state?: Readonly<Record<string, unknown>>,
): Challenge {
  const session = {
    poolId: pool.id,
    clientId: client.id,
    username: user.username,
    challenge: name,
    state: { proven, ...state },
  };
  return {
    ChallengeName: name,
    ChallengeParameters: parameters,
    Session: service.sessions.open(session, client.sessionSeconds),
  };
}
