/** Second factors: which ones a user has, and what the API says of them. Source: Developer Guide, "Adding MFA". */
import type { UserPoolSettings } from "../../terraform/user-pool/settings";
import type { SecondFactor } from "./mfa-preference";
import { isVerified, type User } from "./user";

type MfaSettings = Pick<UserPoolSettings, "mfaConfiguration" | "softwareTokenMfa" | "emailMfa">;

/** Whether authenticator apps can be set up; those that are stay in use when the pool stops to offer them. */
export function offersSoftwareToken({ mfaConfiguration, softwareTokenMfa }: MfaSettings): boolean {
  return mfaConfiguration !== "OFF" && softwareTokenMfa;
}

/**
 * The factors that a sign-in by password asks for, one of them. In a pool that insists on MFA a factor that the user
 * could use counts as turned on.
 */
export function secondFactorsOf({ mfaConfiguration, emailMfa }: MfaSettings, user: User): readonly SecondFactor[] {
  if (mfaConfiguration === "OFF") return [];
  const enabled = (user.mfa?.enabled ?? []).filter((factor) => isReady(user, factor));
  if (enabled.length > 0 || mfaConfiguration === "OPTIONAL") return enabled;
  if (isReady(user, "SOFTWARE_TOKEN_MFA")) return ["SOFTWARE_TOKEN_MFA"];
  return emailMfa && isReady(user, "EMAIL_OTP") ? ["EMAIL_OTP"] : [];
}

function isReady(user: User, factor: SecondFactor): boolean {
  return factor === "EMAIL_OTP" ? user.attributes.email !== undefined : user.softwareToken !== undefined;
}

/** Whether the user may turn the factor on. An address has to be proven first (U). */
export function canTurnOn({ emailMfa }: MfaSettings, user: User, factor: SecondFactor): boolean {
  return factor === "EMAIL_OTP" ? emailMfa && isVerified(user, "email") : user.softwareToken !== undefined;
}

/** The user with this factor on or off, preferred or not. */
export function withFactor(user: User, factor: SecondFactor, enabled: boolean, preferred: boolean): User {
  const others = (user.mfa?.enabled ?? []).filter((each) => each !== factor);
  const kept = user.mfa?.preferred === factor ? undefined : user.mfa?.preferred;
  const choice = enabled && preferred ? factor : kept;
  const mfa = {
    enabled: enabled ? [...others, factor] : others,
    ...(choice === undefined ? {} : { preferred: choice }),
  };
  return { ...user, mfa };
}

/** Members of GetUser, AdminGetUser and GetUserAuthFactors; absent while nothing is on. */
export function wireMfa({ mfa }: User) {
  return {
    PreferredMfaSetting: mfa?.preferred,
    UserMFASettingList: mfa?.enabled.length ? mfa.enabled : undefined,
  };
}
