/** AdminEnableUser: the user may sign in again; what was revoked stays revoked. Source: API Reference, "AdminEnableUser". */
import { username, userPoolId } from "../input/parameters";
import { required } from "../input/structure";
import { operation } from "./operation";

export const adminEnableUser = operation({
  access: "signed",
  input: { UserPoolId: required(userPoolId), Username: required(username) },
  answer({ pools }, { UserPoolId, Username }) {
    const { users } = pools.require(UserPoolId);
    users.save({ ...users.require(Username), enabled: true });
    return {};
  },
});
