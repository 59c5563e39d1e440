/**
 * AdminUpdateUserAttributes: as the user's own change, for every attribute and every client. An address that comes with
 * its verified flag counts at once, without a message.
 * @throws InvalidParameterException against the schema @throws AliasExistsException the address is somebody's
 * Source: API Reference, "AdminUpdateUserAttributes".
 */
import { toRecord } from "../domain/attribute-schema";
import { attributes, username, userPoolId } from "../input/parameters";
import { required } from "../input/structure";
import { changeAttributes, saveChanged } from "../users/change-attributes";
import { operation } from "./operation";

export const adminUpdateUserAttributes = operation({
  access: "signed",
  input: { UserPoolId: required(userPoolId), Username: required(username), UserAttributes: required(attributes) },
  answer({ pools, clock }, { UserPoolId, Username, UserAttributes }) {
    const pool = pools.require(UserPoolId);
    const user = pool.users.require(Username);
    saveChanged(pool, clock, changeAttributes(pool, user, toRecord(UserAttributes)));
    return {};
  },
});
