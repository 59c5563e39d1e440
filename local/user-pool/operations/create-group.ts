/** CreateGroup. @throws GroupExistsException Source: API Reference, "CreateGroup". */
import { groupInput, wireGroup } from "./group-type";
import { operation } from "./operation";

export const createGroup = operation({
  access: "signed",
  input: groupInput,
  answer({ pools }, { UserPoolId, GroupName, Description, RoleArn, Precedence }) {
    const pool = pools.require(UserPoolId);
    const changes = { description: Description, roleArn: RoleArn, precedence: Precedence };
    return { Group: wireGroup(pool, pool.groups.create(GroupName, changes)) };
  },
});
