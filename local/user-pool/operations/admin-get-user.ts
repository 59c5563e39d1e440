/** AdminGetUser: attributes and status of one user. Source: API Reference, "AdminGetUser". */
import { wireMfa } from "../domain/mfa";
import { wireAttributes } from "../domain/user";
import { username, userPoolId } from "../input/parameters";
import { required } from "../input/structure";
import { operation } from "./operation";

export const adminGetUser = operation({
  access: "signed",
  input: { UserPoolId: required(userPoolId), Username: required(username) },
  answer({ pools }, { UserPoolId, Username }) {
    const user = pools.require(UserPoolId).users.require(Username);
    return {
      Username: user.username,
      UserAttributes: wireAttributes(user),
      UserCreateDate: new Date(user.createdAt),
      UserLastModifiedDate: new Date(user.modifiedAt),
      Enabled: user.enabled,
      UserStatus: user.status,
      ...wireMfa(user),
    };
  },
});
