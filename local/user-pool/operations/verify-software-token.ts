/**
 * VerifySoftwareToken: a code shows that the authenticator app has the secret. With an access token it does not turn MFA
 * on, SetUserMFAPreference does. The same code is not accepted again, at sign-in neither.
 * @throws EnableSoftwareTokenMFAException wrong code @throws ExpiredCodeException the code was accepted before
 * @throws SoftwareTokenMFANotFoundException the pool has no authenticator apps
 * @throws InvalidParameterException AssociateSoftwareToken was not called before (U)
 * Source: API Reference, "VerifySoftwareToken".
 */
import { offersSoftwareToken } from "../domain/mfa";
import { acceptTotp } from "../domain/totp";
import type { User } from "../domain/user";
import { EnableSoftwareTokenMFAException, InvalidParameterException } from "../errors";
import { accessToken, sessionText, softwareTokenCode } from "../input/parameters";
import { text } from "../input/shapes";
import { optional, required } from "../input/structure";
import { noSoftwareTokenMfa } from "../refusals";
import { requireTotpSetup } from "../sign-in/totp-setup";
import { operation } from "./operation";

export const verifySoftwareToken = operation({
  access: "public",
  input: {
    AccessToken: optional(accessToken),
    Session: optional(sessionText),
    UserCode: required(softwareTokenCode),
    FriendlyDeviceName: optional(text({ max: 131_072 })),
  },
  answer(tools, { UserCode, FriendlyDeviceName: name, ...request }) {
    const { pool, user, finish } = requireTotpSetup(tools, request);
    if (!offersSoftwareToken(pool.settings)) throw noSoftwareTokenMfa();
    const token = user.pendingSoftwareToken ?? user.softwareToken;
    if (token === undefined) throw new InvalidParameterException("User has not set up software token mfa");

    const accepted = acceptTotp(token, UserCode, tools.clock());
    if (accepted === undefined) {
      throw new EnableSoftwareTokenMFAException("Code mismatch and fail enable Software Token MFA");
    }
    const { pendingSoftwareToken: _inUse, ...rest }: User = user;
    pool.users.save({ ...rest, softwareToken: { ...accepted, ...(name === undefined ? {} : { name }) } });
    return { Status: "SUCCESS", ...finish({ isSetUp: true }) };
  },
});
