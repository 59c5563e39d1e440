/** AdminRemoveUserFromGroup: fine for somebody who is not in it. Source: API Reference, "AdminRemoveUserFromGroup". */
import { groupName, username, userPoolId } from "../input/parameters";
import { required } from "../input/structure";
import { operation } from "./operation";

export const adminRemoveUserFromGroup = operation({
  access: "signed",
  input: { UserPoolId: required(userPoolId), Username: required(username), GroupName: required(groupName) },
  answer({ pools }, { UserPoolId, Username, GroupName }) {
    const { users, groups } = pools.require(UserPoolId);
    groups.removeMember(GroupName, users.require(Username).username);
    return {};
  },
});
