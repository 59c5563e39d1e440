/**
 * DeleteWebAuthnCredential: the passkey signs in no longer.
 * @throws ResourceNotFoundException the user has none of that id (U: text)
 * Source: API Reference, "DeleteWebAuthnCredential".
 */
import { ResourceNotFoundException } from "../errors";
import { accessToken } from "../input/parameters";
import { text } from "../input/shapes";
import { required } from "../input/structure";
import { requireSignedIn } from "../sign-in/require-signed-in";
import { operation } from "./operation";

export const deleteWebAuthnCredential = operation({
  access: "public",
  input: { AccessToken: required(accessToken), CredentialId: required(text({ max: 131_072 })) },
  answer(tools, { AccessToken, CredentialId }) {
    const { pool, user } = requireSignedIn(tools, AccessToken);
    const passkeys = (user.passkeys ?? []).filter(({ id }) => id !== CredentialId);
    if (passkeys.length === (user.passkeys ?? []).length) {
      throw new ResourceNotFoundException("The credential does not exist.");
    }
    pool.users.save({ ...user, passkeys });
    return {};
  },
});
