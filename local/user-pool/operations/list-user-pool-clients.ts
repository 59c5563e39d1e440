/** ListUserPoolClients: the app clients of a pool, by name, in pages. Source: API Reference, "ListUserPoolClients". */
import { pageOf } from "../domain/pagination";
import { maxResults, nextToken, userPoolId } from "../input/parameters";
import { optional, required } from "../input/structure";
import { clientDescription } from "./describe-user-pool-client";
import { operation } from "./operation";

export const listUserPoolClients = operation({
  access: "signed",
  input: { UserPoolId: required(userPoolId), MaxResults: optional(maxResults), NextToken: optional(nextToken) },
  answer({ pools }, { UserPoolId, MaxResults, NextToken }) {
    const pool = pools.require(UserPoolId);
    const page = pageOf(pool.settings.clients, ({ id, name }) => `${name} ${id}`, {
      limit: MaxResults,
      token: NextToken,
    });
    return {
      UserPoolClients: page.items.map((client) => clientDescription(pool, client)),
      NextToken: page.next,
    };
  },
});
