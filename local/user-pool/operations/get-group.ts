/** GetGroup. @throws ResourceNotFoundException Source: API Reference, "GetGroup". */
import { groupName, userPoolId } from "../input/parameters";
import { required } from "../input/structure";
import { wireGroup } from "./group-type";
import { operation } from "./operation";

export const getGroup = operation({
  access: "signed",
  input: { GroupName: required(groupName), UserPoolId: required(userPoolId) },
  answer({ pools }, { UserPoolId, GroupName }) {
    const pool = pools.require(UserPoolId);
    return { Group: wireGroup(pool, pool.groups.require(GroupName)) };
  },
});
