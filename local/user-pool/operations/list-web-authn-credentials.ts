/**
 * ListWebAuthnCredentials: the user's passkeys, oldest first, in pages.
 * @throws InvalidParameterException a token that does not continue this user's list (U: text)
 * Source: API Reference, "ListWebAuthnCredentials".
 */
import { wirePasskey } from "../domain/passkey";
import { InvalidParameterException } from "../errors";
import { accessToken, nextToken } from "../input/parameters";
import { integer } from "../input/shapes";
import { optional, required } from "../input/structure";
import { requireSignedIn } from "../sign-in/require-signed-in";
import { operation } from "./operation";

const mostPerPage = 20;

export const listWebAuthnCredentials = operation({
  access: "public",
  input: {
    AccessToken: required(accessToken),
    MaxResults: optional(integer({ min: 0, max: mostPerPage })),
    NextToken: optional(nextToken),
  },
  answer(tools, { AccessToken, MaxResults = 0, NextToken }) {
    const { user } = requireSignedIn(tools, AccessToken);
    const all = user.passkeys ?? [];
    const start = NextToken === undefined ? 0 : all.findIndex(({ id }) => id === NextToken);
    if (start < 0) throw new InvalidParameterException("Invalid pagination token given.");
    const end = start + (MaxResults === 0 ? mostPerPage : MaxResults);
    return { Credentials: all.slice(start, end).map(wirePasskey), NextToken: all[end]?.id };
  },
});
