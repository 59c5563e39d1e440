/** DeleteUser: the user and all tokens are gone at once. Source: API Reference, "DeleteUser". */
import { accessToken } from "../input/parameters";
import { required } from "../input/structure";
import { requireSignedIn } from "../sign-in/require-signed-in";
import { deleteUserFrom } from "../users/delete-user";
import { operation } from "./operation";

export const deleteUser = operation({
  access: "public",
  input: { AccessToken: required(accessToken) },
  answer(tools, { AccessToken }) {
    const { pool, user } = requireSignedIn(tools, AccessToken);
    deleteUserFrom(pool, user);
    return {};
  },
});
