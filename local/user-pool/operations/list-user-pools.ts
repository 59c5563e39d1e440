/** ListUserPools: the pools of the stack, by name, in pages. Source: API Reference, "ListUserPools". */
import { pageOf } from "../domain/pagination";
import { maxResults, nextToken } from "../input/parameters";
import { optional, required } from "../input/structure";
import { operation } from "./operation";

export const listUserPools = operation({
  access: "signed",
  input: { NextToken: optional(nextToken), MaxResults: required(maxResults) },
  answer({ pools }, { MaxResults, NextToken }) {
    const order = ({ id, settings }: (typeof pools.all)[number]) => `${settings.name} ${id}`;
    const page = pageOf(pools.all, order, { limit: MaxResults, token: NextToken });
    return {
      UserPools: page.items.map(({ id, settings, history }) => ({
        Id: id,
        Name: settings.name,
        LambdaConfig: {},
        ...history.datesOf(id),
      })),
      NextToken: page.next,
    };
  },
});
