/** `GroupType` of the API. */

import type { Group } from "../domain/groups";
import { groupDescription, groupName, groupPrecedence, roleArn, userPoolId } from "../input/parameters";
import { optional, required } from "../input/structure";
import type { Pool } from "../pool";

export function wireGroup({ id }: Pick<Pool, "id">, group: Group) {
  return {
    GroupName: group.name,
    UserPoolId: id,
    Description: group.description,
    RoleArn: group.roleArn,
    Precedence: group.precedence,
    LastModifiedDate: new Date(group.modifiedAt),
    CreationDate: new Date(group.createdAt),
  };
}

/** What CreateGroup and UpdateGroup take. */
export const groupInput = {
  GroupName: required(groupName),
  UserPoolId: required(userPoolId),
  Description: optional(groupDescription),
  RoleArn: optional(roleArn),
  Precedence: optional(groupPrecedence),
};
