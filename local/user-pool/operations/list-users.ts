/**
 * ListUsers: the users of a pool that a filter lets through, oldest first, in pages.
 * @throws InvalidParameterException filter, attribute or token is none
 * Source: API Reference, "ListUsers".
 */
import { byTime, pageOf } from "../domain/pagination";
import { wireUser } from "../domain/user";
import { parseUserFilter } from "../domain/user-filter";
import { InvalidParameterException } from "../errors";
import { attributeName, listLimit, paginationToken, userPoolId } from "../input/parameters";
import { list, text } from "../input/shapes";
import { optional, required } from "../input/structure";
import type { Pool } from "../pool";
import { operation } from "./operation";

export const listUsers = operation({
  access: "signed",
  input: {
    UserPoolId: required(userPoolId),
    AttributesToGet: optional(list(attributeName)),
    Limit: optional(listLimit),
    PaginationToken: optional(paginationToken),
    Filter: optional(text({ max: 256 })),
  },
  answer({ pools }, { UserPoolId, AttributesToGet, Limit, PaginationToken, Filter = "" }) {
    const pool = pools.require(UserPoolId);
    assertKnown(pool, AttributesToGet);
    const page = pageOf(
      pool.users.all().filter(parseUserFilter(Filter, !pool.settings.caseSensitive)),
      ({ createdAt, username }) => byTime(createdAt, username),
      { limit: Limit, token: PaginationToken },
    );
    return {
      Users: page.items.map((user) => wireUser(user, AttributesToGet)),
      PaginationToken: page.next,
    };
  },
});

/** U: text. */
function assertKnown({ settings: { schema } }: Pool, names: readonly string[] = []): void {
  if (!names.every((name) => schema.some((attribute) => attribute.name === name))) {
    throw new InvalidParameterException("One or more requested attributes do not exist in user pool.");
  }
}
