/** AdminDeleteUser: the user and all tokens are gone at once. Source: API Reference, "AdminDeleteUser". */
import { username, userPoolId } from "../input/parameters";
import { required } from "../input/structure";
import { deleteUserFrom } from "../users/delete-user";
import { operation } from "./operation";

export const adminDeleteUser = operation({
  access: "signed",
  input: { UserPoolId: required(userPoolId), Username: required(username) },
  answer({ pools }, { UserPoolId, Username }) {
    const pool = pools.require(UserPoolId);
    deleteUserFrom(pool, pool.users.require(Username));
    return {};
  },
});
