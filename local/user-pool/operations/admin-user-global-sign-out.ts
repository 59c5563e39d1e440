/** AdminUserGlobalSignOut: ends every sign-in of a user. Source: API Reference, "AdminUserGlobalSignOut". */
import { username, userPoolId } from "../input/parameters";
import { required } from "../input/structure";
import { operation } from "./operation";

export const adminUserGlobalSignOut = operation({
  access: "signed",
  input: { UserPoolId: required(userPoolId), Username: required(username) },
  answer({ pools }, { UserPoolId, Username }) {
    const pool = pools.require(UserPoolId);
    pool.tokenFamilies.revokeAllOf(pool.users.require(Username).username);
    return {};
  },
});
