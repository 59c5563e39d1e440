/** The `Filter` of ListUsers: `email = "ada@example.com"`, `name ^= "Ad"`. Source: API Reference, "ListUsers". */
import { InvalidParameterException } from "../errors";
import type { User } from "./user";

const searchable = [
  ...["username", "email", "phone_number", "name", "given_name", "family_name", "preferred_username"],
  ...["cognito:user_status", "status", "sub"],
] as const;
type Searchable = (typeof searchable)[number];

/** Attributes that a pool may match without regard to case, and the status, which always is. */
const aliases: readonly Searchable[] = ["email", "phone_number", "preferred_username"];

const form = /^\s*([^\s=^"]+)\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/s;

/**
 * @param ignoresCase of the pool; U: that it counts for addresses here. User names are matched exactly.
 * @throws InvalidParameterException not of that form, or an attribute that cannot be searched
 */
export function parseUserFilter(text: string, ignoresCase: boolean): (user: User) => boolean {
  if (text.trim() === "") return () => true;
  const [, attribute = "", operator, quoted = ""] = form.exec(text) ?? [];
  if (operator === undefined) throw new InvalidParameterException("Error while parsing filter");
  if (!isSearchable(attribute)) throw new InvalidParameterException(`Invalid search attribute: ${attribute}`);

  const fold = (value: string) =>
    attribute === "cognito:user_status" || (ignoresCase && aliases.includes(attribute)) ? value.toLowerCase() : value;
  const wanted = fold(quoted.replace(/\\(.)/gs, "$1"));
  return (user) => {
    const value = searchedValue(user, attribute);
    if (value === undefined) return false;
    return operator === "=" ? fold(value) === wanted : fold(value).startsWith(wanted);
  };
}

function isSearchable(name: string): name is Searchable {
  return (searchable as readonly string[]).includes(name);
}

function searchedValue(user: User, attribute: Searchable): string | undefined {
  switch (attribute) {
    case "username":
      return user.username;
    case "sub":
      return user.sub;
    case "cognito:user_status":
      return user.status;
    case "status":
      return user.enabled ? "Enabled" : "Disabled";
    default:
      return user.attributes[attribute];
  }
}
