/** Which second factors there are, and what a user has turned on. Source: API Reference, "SetUserMFAPreference". */

export type SecondFactor = "SOFTWARE_TOKEN_MFA" | "EMAIL_OTP";

export interface MfaPreference {
  readonly enabled: readonly SecondFactor[];
  readonly preferred?: SecondFactor;
}
