/**
 * StartWebAuthnRegistration: what the browser needs to make a passkey.
 * @throws WebAuthnNotEnabledException @throws WebAuthnConfigurationMissingException
 * @throws LimitExceededException the user has 20 already
 * Source: API Reference, "StartWebAuthnRegistration".
 */
import { accessToken } from "../input/parameters";
import { required } from "../input/structure";
import { assertMayAddPasskey } from "../passkeys/limit";
import { creationOptions } from "../passkeys/options";
import { requireRelyingParty } from "../passkeys/relying-party";
import { requireSignedIn } from "../sign-in/require-signed-in";
import { operation } from "./operation";

export const startWebAuthnRegistration = operation({
  access: "public",
  input: { AccessToken: required(accessToken) },
  answer(tools, { AccessToken }) {
    const { pool, client, user } = requireSignedIn(tools, AccessToken);
    const relyingParty = requireRelyingParty(pool);
    assertMayAddPasskey(user);
    const challenge = tools.registrations.open({ poolId: pool.id, username: user.username }, client.id);
    return { CredentialCreationOptions: creationOptions(relyingParty, user, challenge) };
  },
});
