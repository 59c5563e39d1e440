/** AdminDisableUser: ends every sign-in and lets none begin; the status stays. Source: API Reference, "AdminDisableUser". */
import { username, userPoolId } from "../input/parameters";
import { required } from "../input/structure";
import { operation } from "./operation";

export const adminDisableUser = operation({
  access: "signed",
  input: { UserPoolId: required(userPoolId), Username: required(username) },
  answer({ pools }, { UserPoolId, Username }) {
    const pool = pools.require(UserPoolId);
    const user = pool.users.save({ ...pool.users.require(Username), enabled: false });
    pool.tokenFamilies.revokeAllOf(user.username);
    return {};
  },
});
