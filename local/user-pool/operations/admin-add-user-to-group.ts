/** AdminAddUserToGroup: twice is as good as once. Source: API Reference, "AdminAddUserToGroup". */
import { groupName, username, userPoolId } from "../input/parameters";
import { required } from "../input/structure";
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
