/**
 * AdminResetUserPassword: the password opens nothing any more; a code to a verified address sets a new one. It may be
 * repeated, which sends a new code.
 * @throws InvalidParameterException no verified address
 * @throws NotAuthorizedException disabled (without the full stop that others have); invited and never signed in
 * Source: API Reference, "AdminResetUserPassword".
 */
import { NotAuthorizedException } from "../errors";
import { sendCode } from "../inbox/send-code";
import { username, userPoolId } from "../input/parameters";
import { required } from "../input/structure";
import { assertResettable, noRecoveryAddress, resetAttribute } from "../users/recovery";
import { operation } from "./operation";

export const adminResetUserPassword = operation({
  access: "signed",
  input: { UserPoolId: required(userPoolId), Username: required(username) },
  answer({ pools, clock }, { UserPoolId, Username }) {
    const pool = pools.require(UserPoolId);
    const user = pool.users.require(Username);
    if (!user.enabled) throw new NotAuthorizedException("User is disabled");
    assertResettable(user);
    const attribute = resetAttribute(pool, user);
    if (attribute === undefined) throw noRecoveryAddress();
    const reset = { ...user, status: "RESET_REQUIRED" } as const;
    sendCode(pool, clock, reset, { use: "forgotPassword", purpose: "forgotPassword", attribute });
    return {};
  },
});
