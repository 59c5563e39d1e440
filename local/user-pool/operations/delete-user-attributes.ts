/** DeleteUserAttributes. Source: API Reference, "DeleteUserAttributes". */
import { assertWritable } from "../domain/attribute-access";
import { accessToken, attributeName } from "../input/parameters";
import { list } from "../input/shapes";
import { required } from "../input/structure";
import { requireSignedIn } from "../sign-in/require-signed-in";
import { removeAttributes } from "../users/change-attributes";
import { operation } from "./operation";

export const deleteUserAttributes = operation({
  access: "public",
  input: { AccessToken: required(accessToken), UserAttributeNames: required(list(attributeName)) },
  answer(tools, { AccessToken, UserAttributeNames }) {
    const { pool, client, user } = requireSignedIn(tools, AccessToken);
    const changed = removeAttributes(pool, user, UserAttributeNames);
    assertWritable(client, UserAttributeNames);
    pool.users.save(changed);
    return {};
  },
});
