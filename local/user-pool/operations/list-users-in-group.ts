/** ListUsersInGroup: oldest first, in pages. @throws ResourceNotFoundException Source: API Reference, "ListUsersInGroup". */
import { byTime, pageOf } from "../domain/pagination";
import { wireUser } from "../domain/user";
import { groupName, listLimit, nextToken, userPoolId } from "../input/parameters";
import { optional, required } from "../input/structure";
import { operation } from "./operation";

export const listUsersInGroup = operation({
  access: "signed",
  input: {
    UserPoolId: required(userPoolId),
    GroupName: required(groupName),
    Limit: optional(listLimit),
    NextToken: optional(nextToken),
  },
  answer({ pools }, { UserPoolId, GroupName, Limit, NextToken }) {
    const { users, groups } = pools.require(UserPoolId);
    const members = groups.membersOf(groups.require(GroupName).name);
    const page = pageOf(
      users.all().filter(({ username }) => members.has(username)),
      ({ createdAt, username }) => byTime(createdAt, username),
      { limit: Limit, token: NextToken },
    );
    return {
      Users: page.items.map((user) => wireUser(user)),
      NextToken: page.next,
    };
  },
});
