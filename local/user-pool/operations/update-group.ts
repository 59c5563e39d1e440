/** UpdateGroup: what is not named stays (U). @throws ResourceNotFoundException Source: API Reference, "UpdateGroup". */
import { groupInput, wireGroup } from "./group-type";
import { operation } from "./operation";

export const updateGroup = operation({
  access: "signed",
  input: groupInput,
  answer({ pools }, { UserPoolId, GroupName, Description, RoleArn, Precedence }) {
    const pool = pools.require(UserPoolId);
    const changes = { description: Description, roleArn: RoleArn, precedence: Precedence };
    return { Group: wireGroup(pool, pool.groups.update(GroupName, changes)) };
  },
});
