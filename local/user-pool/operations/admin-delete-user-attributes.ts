/** AdminDeleteUserAttributes. @throws InvalidParameterException Source: API Reference, "AdminDeleteUserAttributes". */
import { attributeName, username, userPoolId } from "../input/parameters";
import { list } from "../input/shapes";
import { required } from "../input/structure";
import { removeAttributes } from "../users/change-attributes";
import { operation } from "./operation";

export const adminDeleteUserAttributes = operation({
  access: "signed",
  input: {
    UserPoolId: required(userPoolId),
    Username: required(username),
    UserAttributeNames: required(list(attributeName)),
  },
  answer({ pools }, { UserPoolId, Username, UserAttributeNames }) {
    const pool = pools.require(UserPoolId);
    pool.users.save(removeAttributes(pool, pool.users.require(Username), UserAttributeNames));
    return {};
  },
});
