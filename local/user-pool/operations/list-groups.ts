/** ListGroups: by name (U), in pages. Source: API Reference, "ListGroups". */
import { pageOf } from "../domain/pagination";
import { listLimit, nextToken, userPoolId } from "../input/parameters";
import { optional, required } from "../input/structure";
import { wireGroup } from "./group-type";
import { operation } from "./operation";

export const listGroups = operation({
  access: "signed",
  input: { UserPoolId: required(userPoolId), Limit: optional(listLimit), NextToken: optional(nextToken) },
  answer({ pools }, { UserPoolId, Limit, NextToken }) {
    const pool = pools.require(UserPoolId);
    const page = pageOf(pool.groups.all(), ({ name }) => name, { limit: Limit, token: NextToken });
    return {
      Groups: page.items.map((group) => wireGroup(pool, group)),
      NextToken: page.next,
    };
  },
});
