/**
 * ListUsers: the users of a pool, oldest first, in pages.
 * @throws InvalidParameterException a token that is none of this pool's
 * Source: API Reference, "ListUsers".
 */
import { wireUser } from "../domain/user";
import { InvalidParameterException } from "../errors";
import { attributeName, userPoolId } from "../members";
import { integer, list, optional, required, text } from "../shapes";
import { operation } from "./operation";

const mostUsers = 60;

export const listUsers = operation({
  access: "signed",
  input: {
    UserPoolId: required(userPoolId),
    AttributesToGet: optional(list(attributeName)),
    Limit: optional(integer({ min: 0, max: mostUsers })),
    PaginationToken: optional(text({ min: 1, pattern: "[\\S]+" })),
    Filter: optional(text({ max: 256 })),
  },
  answer({ pools }, { UserPoolId, AttributesToGet, Limit = 0, PaginationToken, Filter = "" }) {
    const { users } = pools.require(UserPoolId);
    if (Filter !== "") throw new InvalidParameterException("Error while parsing filter");
    const all = users.all();
    const start = PaginationToken === undefined ? 0 : all.findIndex(({ sub }) => sub === PaginationToken);
    if (start < 0) throw new InvalidParameterException("Invalid pagination token given."); // U
    const end = start + (Limit === 0 ? mostUsers : Limit);
    const next = all[end];
    return {
      Users: all.slice(start, end).map((user) => wireUser(user, AttributesToGet)),
      ...(next === undefined ? {} : { PaginationToken: next.sub }),
    };
  },
});
