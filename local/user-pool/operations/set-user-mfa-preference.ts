/**
 * SetUserMFAPreference: turns second factors on and off, and prefers one of them. A factor that is not named stays.
 * @throws InvalidParameterException the user is not ready for the factor; two are preferred (U: text)
 * Source: API Reference, "SetUserMFAPreference".
 */
import { canTurnOn, withFactor } from "../domain/mfa";
import type { SecondFactor } from "../domain/mfa-preference";
import { InvalidParameterException } from "../errors";
import { accessToken } from "../input/parameters";
import { flag } from "../input/shapes";
import { optional, required, structure } from "../input/structure";
import { requireSignedIn } from "../sign-in/require-signed-in";
import { operation } from "./operation";

const setting = structure({ Enabled: optional(flag), PreferredMfa: optional(flag) });

export const setUserMfaPreference = operation({
  access: "public",
  input: {
    AccessToken: required(accessToken),
    SMSMfaSettings: optional(setting),
    SoftwareTokenMfaSettings: optional(setting),
    EmailMfaSettings: optional(setting),
    WebAuthnMfaSettings: optional(structure({ Enabled: optional(flag) })),
  },
  answer(tools, request) {
    const { SMSMfaSettings: sms, SoftwareTokenMfaSettings: app, EmailMfaSettings: email } = request;
    const { pool, user } = requireSignedIn(tools, request.AccessToken);
    // Neither text messages nor passkeys as second factor exist here (U: text for passkeys).
    if (sms?.Enabled) throw notReady("SMS_MFA");
    if (request.WebAuthnMfaSettings?.Enabled) throw notReady("WEB_AUTHN_MFA");
    const asked: readonly [SecondFactor, typeof app][] = [
      ["SOFTWARE_TOKEN_MFA", app],
      ["EMAIL_OTP", email],
    ];
    if (asked.filter(([, factor]) => factor?.Enabled && factor.PreferredMfa).length > 1) {
      throw new InvalidParameterException("Only one MFA method can be preferred.");
    }
    const changed = asked.reduce((current, [factor, wish]) => {
      if (wish === undefined) return current;
      const { Enabled = false, PreferredMfa = false } = wish; // U: that nothing said means no
      if (Enabled && !canTurnOn(pool.settings, user, factor)) throw notReady(factor);
      return withFactor(current, factor, Enabled, PreferredMfa);
    }, user);
    pool.users.save(changed);
    return {};
  },
});

function notReady(factor: string): InvalidParameterException {
  return new InvalidParameterException(`User does not have delivery config set to turn on ${factor}`);
}
