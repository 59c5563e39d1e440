/**
 * CompleteWebAuthnRegistration: the passkey that the browser made. Its challenge is used up, whatever comes of it.
 * @throws WebAuthnChallengeNotFoundException @throws WebAuthnClientMismatchException
 * @throws WebAuthnOriginNotAllowedException @throws WebAuthnRelyingPartyMismatchException
 * @throws WebAuthnCredentialNotSupportedException @throws LimitExceededException. All texts are U
 * Source: API Reference, "CompleteWebAuthnRegistration".
 */
import { milliseconds } from "../clock";
import {
  InvalidParameterException,
  WebAuthnChallengeNotFoundException,
  WebAuthnClientMismatchException,
} from "../errors";
import { accessToken } from "../input/parameters";
import { required } from "../input/structure";
import { newCredential, readClientData } from "../passkeys/credential";
import { assertMayAddPasskey } from "../passkeys/limit";
import { requireRelyingParty } from "../passkeys/relying-party";
import { verifyRegistration } from "../passkeys/verify-registration";
import type { Pool } from "../pool";
import { requireSignedIn } from "../sign-in/require-signed-in";
import { operation } from "./operation";

export const completeWebAuthnRegistration = operation({
  access: "public",
  input: { AccessToken: required(accessToken), Credential: required(newCredential) },
  async answer(tools, { AccessToken, Credential }) {
    const { pool, client, user: registrant } = requireSignedIn(tools, AccessToken);
    const relyingParty = requireRelyingParty(pool);
    const clientData = readClientData(Credential.response.clientDataJSON);
    const { username } = registrant;
    const clientId = tools.registrations.take({ poolId: pool.id, username }, clientData.challenge);
    if (clientId === undefined) {
      throw new WebAuthnChallengeNotFoundException("There is no such registration, or it took too long.");
    }
    if (clientId !== client.id) {
      throw new WebAuthnClientMismatchException("The registration was started by another app client.");
    }
    const verified = await verifyRegistration(relyingParty, Credential, clientData);

    const { user } = requireSignedIn(tools, AccessToken); // time has passed
    assertMayAddPasskey(user);
    assertUnknown(pool, verified.id);
    const passkey = { ...verified, createdAt: milliseconds(tools.clock) };
    pool.users.save({ ...user, passkeys: [...(user.passkeys ?? []), passkey] });
    return {};
  },
});

/** @throws InvalidParameterException somebody has registered it (U) */
function assertUnknown(pool: Pool, id: string): void {
  const isKnown = pool.users.all().some(({ passkeys = [] }) => passkeys.some((passkey) => passkey.id === id));
  if (isKnown) throw new InvalidParameterException("The credential is registered already.");
}
