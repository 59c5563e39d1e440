/** AdminAddUserToGroup: twice is as good as once. Source: API Reference, "AdminAddUserToGroup". */
import { groupName, username, userPoolId } from "../members";
import { required } from "../shapes";
import { operation } from "./operation";

export const adminAddUserToGroup = operation({
  access: "signed",
  input: { UserPoolId: required(userPoolId), Username: required(username), GroupName: required(groupName) },
  answer({ pools }, { UserPoolId, Username, GroupName }) {
    const { users, groups } = pools.require(UserPoolId);
    groups.addMember(GroupName, users.require(Username).username);
    return {};
  },
});
