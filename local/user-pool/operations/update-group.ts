/** UpdateGroup: what is not named stays (U). @throws ResourceNotFoundException Source: API Reference, "UpdateGroup". */
import { groupDescription, groupName, groupPrecedence, roleArn, userPoolId } from "../members";
import { optional, required } from "../shapes";
import { wireGroup } from "./group-type";
import { operation } from "./operation";

export const updateGroup = operation({
  access: "signed",
  input: {
    GroupName: required(groupName),
    UserPoolId: required(userPoolId),
    Description: optional(groupDescription),
    RoleArn: optional(roleArn),
    Precedence: optional(groupPrecedence),
  },
  answer({ pools }, { UserPoolId, GroupName, Description, RoleArn, Precedence }) {
    const pool = pools.require(UserPoolId);
    const changes = { description: Description, roleArn: RoleArn, precedence: Precedence };
    return { Group: wireGroup(pool, pool.groups.update(GroupName, changes)) };
  },
});
