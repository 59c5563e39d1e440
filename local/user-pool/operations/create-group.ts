/** CreateGroup. @throws GroupExistsException Source: API Reference, "CreateGroup". */
import { groupDescription, groupName, groupPrecedence, roleArn, userPoolId } from "../members";
import { optional, required } from "../shapes";
import { wireGroup } from "./group-type";
import { operation } from "./operation";

export const createGroup = operation({
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
    return { Group: wireGroup(pool, pool.groups.create(GroupName, changes)) };
  },
});
