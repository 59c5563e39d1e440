/** GetUser: the profile that the client may read. Source: API Reference, "GetUser". */
import { canRead } from "../domain/attribute-access";
import { wireMfa } from "../domain/mfa";
import { wireAttributes } from "../domain/user";
import { accessToken } from "../input/parameters";
import { required } from "../input/structure";
import { requireSignedIn } from "../sign-in/require-signed-in";
import { operation } from "./operation";

export const getUser = operation({
  access: "public",
  input: { AccessToken: required(accessToken) },
  answer(tools, { AccessToken }) {
    const { user, client } = requireSignedIn(tools, AccessToken);
    const UserAttributes = wireAttributes(user, (name) => canRead(client, name));
    return { Username: user.username, UserAttributes, ...wireMfa(user) };
  },
});
