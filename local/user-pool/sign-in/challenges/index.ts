/** `ChallengeName` of RespondToAuthChallenge to what answers it: the only list. */
import type { ChallengeHandler } from "./challenge";
import { newPasswordRequired } from "./new-password-required";
import { passwordVerifier } from "./password-verifier";

export const challenges: Readonly<Record<string, ChallengeHandler>> = {
  NEW_PASSWORD_REQUIRED: newPasswordRequired,
  PASSWORD_VERIFIER: passwordVerifier,
};

/** Every value that the service knows, whether this pool issues it or not. */
export const challengeNames = [
  "SMS_MFA",
  "EMAIL_OTP",
  "SOFTWARE_TOKEN_MFA",
  "SELECT_MFA_TYPE",
  "MFA_SETUP",
  "PASSWORD_VERIFIER",
  "CUSTOM_CHALLENGE",
  "SELECT_CHALLENGE",
  "DEVICE_SRP_AUTH",
  "DEVICE_PASSWORD_VERIFIER",
  "ADMIN_NO_SRP_AUTH",
  "NEW_PASSWORD_REQUIRED",
  "SMS_OTP",
  "PASSWORD",
  "WEB_AUTHN",
  "PASSWORD_SRP",
] as const;
