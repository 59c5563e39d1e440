/** DeleteGroup: its members stay users. @throws ResourceNotFoundException Source: API Reference, "DeleteGroup". */
import { groupName, userPoolId } from "../input/parameters";
import { required } from "../input/structure";
import { operation } from "./operation";

export const deleteGroup = operation({
  access: "signed",
  input: { GroupName: required(groupName), UserPoolId: required(userPoolId) },
  answer({ pools }, { UserPoolId, GroupName }) {
    pools.require(UserPoolId).groups.delete(GroupName);
    return {};
  },
});
