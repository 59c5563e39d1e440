/** AdminListGroupsForUser: in order of precedence, in pages. Source: API Reference, "AdminListGroupsForUser". */
import { pageOf } from "../domain/pagination";
import { listLimit, nextToken, username, userPoolId } from "../input/parameters";
import { optional, required } from "../input/structure";
import { wireGroup } from "./group-type";
import { operation } from "./operation";

export const adminListGroupsForUser = operation({
  access: "signed",
  input: {
    Username: required(username),
    UserPoolId: required(userPoolId),
    Limit: optional(listLimit),
    NextToken: optional(nextToken),
  },
  answer({ pools }, { UserPoolId, Username, Limit, NextToken }) {
    const pool = pools.require(UserPoolId);
    const groups = pool.groups.of(pool.users.require(Username).username);
    const order = ({ precedence = Number.MAX_SAFE_INTEGER, name }: (typeof groups)[number]) =>
      `${String(precedence).padStart(16, "0")} ${name}`;
    const page = pageOf(groups, order, { limit: Limit, token: NextToken });
    return {
      Groups: page.items.map((group) => wireGroup(pool, group)),
      NextToken: page.next,
    };
  },
});
