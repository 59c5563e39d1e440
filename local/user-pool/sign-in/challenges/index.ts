/** `ChallengeName` of RespondToAuthChallenge to what answers it: the only list. */
import type { ChallengeHandler } from "./challenge";
import { emailOtp } from "./email-otp";
import { mfaSetup } from "./mfa-setup";
import { newPasswordRequired } from "./new-password-required";
import { passwordVerifier } from "./password-verifier";
import { password, passwordSrp, selectChallenge } from "./select-challenge";
import { selectMfaType } from "./select-mfa-type";
import { softwareTokenMfa } from "./software-token-mfa";
import { webAuthn } from "./web-authn";

export const challenges: Readonly<Record<string, ChallengeHandler>> = {
  EMAIL_OTP: emailOtp,
  MFA_SETUP: mfaSetup,
  NEW_PASSWORD_REQUIRED: newPasswordRequired,
  PASSWORD: password,
  PASSWORD_SRP: passwordSrp,
  PASSWORD_VERIFIER: passwordVerifier,
  SELECT_CHALLENGE: selectChallenge,
  SELECT_MFA_TYPE: selectMfaType,
  SOFTWARE_TOKEN_MFA: softwareTokenMfa,
  WEB_AUTHN: webAuthn,
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
