/** What the browser is asked for. Source: API Reference, samples of "StartWebAuthnRegistration" and "InitiateAuth". */
import type { User } from "../domain/user";
import type { RelyingParty } from "./relying-party";

/** `CredentialCreationOptions`; binary members are base64url. */
export function creationOptions({ relyingPartyId, userVerification }: RelyingParty, user: User, challenge: string) {
  return {
    rp: { id: relyingPartyId, name: relyingPartyId },
    user: { id: userHandle(user), name: user.username, displayName: user.username },
    challenge,
    pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
    timeout: 60_000,
    excludeCredentials: (user.passkeys ?? []).map(({ id }) => ({ type: "public-key", id })),
    authenticatorSelection: { requireResidentKey: true, residentKey: "required", userVerification },
  };
}

/** `CREDENTIAL_REQUEST_OPTIONS`, which travels as text. */
export function requestOptions(
  { relyingPartyId, userVerification }: RelyingParty,
  user: User,
  challenge: string,
): string {
  return JSON.stringify({
    challenge,
    timeout: 180_000,
    rpId: relyingPartyId,
    allowCredentials: (user.passkeys ?? []).map(({ id, transports }) => ({ type: "public-key", id, transports })),
    userVerification,
  });
}

/** COSE: ES256 and RS256. */
export const algorithms = [-7, -257];

/** As the authenticator keeps it, and gives it back. */
export function userHandle({ sub }: User): string {
  return Buffer.from(sub).toString("base64url");
}
