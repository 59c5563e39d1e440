/**
 * VerifyUserAttribute: the code proves the address; one that waited takes the place of the old one.
 * @throws CodeMismatchException @throws ExpiredCodeException @throws LimitExceededException
 * @throws AliasExistsException somebody else took the address meanwhile, in a pool where it is the user name
 * Source: API Reference, "VerifyUserAttribute".
 */
import { assertCode } from "../domain/codes";
import { withAttributes, withoutCode } from "../domain/user";
import { accessToken, attributeName, confirmationCode } from "../input/parameters";
import { required } from "../input/structure";
import { requireSignedIn } from "../sign-in/require-signed-in";
import { claimAlias } from "../users/alias";
import { withoutCodesTo } from "../users/change-attributes";
import { operation } from "./operation";

export const verifyUserAttribute = operation({
  access: "public",
  input: {
    AccessToken: required(accessToken),
    AttributeName: required(attributeName),
    Code: required(confirmationCode),
  },
  answer(tools, { AccessToken, AttributeName: name, Code }) {
    const { pool, user } = requireSignedIn(tools, AccessToken);
    pool.attempts.countCall(user.username, "VerifyUserAttribute");
    assertCode(user.codes[`verify:${name}`], Code, tools.clock());

    const { [name]: waiting, ...pendingAttributes } = user.pendingAttributes;
    const value = waiting ?? user.attributes[name] ?? "";
    claimAlias(pool, withAttributes(user, { [name]: value }), name, true); // a plain alias goes to the last who proves it
    // Codes that went to the old address end with it.
    const settled = waiting === undefined ? withoutCode(user, `verify:${name}`) : withoutCodesTo(user, [name]);
    const attributes = { ...user.attributes, [name]: value, [`${name}_verified`]: "true" };
    pool.users.save({ ...settled, attributes, pendingAttributes });
    return {};
  },
});
