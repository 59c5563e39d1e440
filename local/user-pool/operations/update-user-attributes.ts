/**
 * UpdateUserAttributes: new values for the user's own profile; an empty one takes the attribute away. A changed address
 * gets a code, and waits for it where the pool says so. The list of codes is there when none was sent, too (U).
 * @throws NotAuthorizedException the client may not write the attribute
 * @throws InvalidParameterException against the schema @throws AliasExistsException the address is somebody's
 * Source: API Reference, "UpdateUserAttributes".
 */
import { assertWritable } from "../domain/attribute-access";
import { assertFitsSchema, toRecord } from "../domain/attribute-schema";
import { accessToken, attributes } from "../input/parameters";
import { required } from "../input/structure";
import { requireSignedIn } from "../sign-in/require-signed-in";
import { changeAttributes, saveChanged } from "../users/change-attributes";
import { operation } from "./operation";

export const updateUserAttributes = operation({
  access: "public",
  input: { AccessToken: required(accessToken), UserAttributes: required(attributes) },
  answer(tools, { AccessToken, UserAttributes }) {
    const { pool, client, user } = requireSignedIn(tools, AccessToken);
    const asked = toRecord(UserAttributes);
    assertFitsSchema(pool.settings.schema, asked);
    assertWritable(client, Object.keys(asked));

    const changed = changeAttributes(pool, user, asked);
    return { CodeDeliveryDetailsList: saveChanged(pool, tools.clock, changed) };
  },
});
