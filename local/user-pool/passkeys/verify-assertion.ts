/** Whether a passkey signed its challenge. Source: Web Authentication Level 3, section 7.2, done by @simplewebauthn/server. */
import type { AuthenticationResponseJSON, AuthenticatorTransport } from "@simplewebauthn/server";
import type { Passkey } from "../domain/passkey";
import type { Assertion } from "./credential";
import { readClientData } from "./credential";
import { isAllowedOrigin, type RelyingParty } from "./relying-party";

/** The passkey with its new counter; `undefined` when the assertion does not hold, for whatever reason. */
export async function verifyAssertion(
  relyingParty: RelyingParty,
  passkey: Passkey,
  assertion: Assertion,
  challenge: string,
): Promise<Passkey | undefined> {
  const { origin } = readClientData(assertion.response.clientDataJSON);
  if (!isAllowedOrigin(origin, relyingParty)) return undefined;
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...assertion, clientExtensionResults: {} } as unknown as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: relyingParty.relyingPartyId,
      requireUserVerification: relyingParty.userVerification === "required",
      credential: {
        id: passkey.id,
        publicKey: new Uint8Array(Buffer.from(passkey.publicKey, "base64")),
        counter: passkey.counter,
        transports: [...passkey.transports] as AuthenticatorTransport[],
      },
    });
    return verified ? { ...passkey, counter: authenticationInfo.newCounter } : undefined;
  } catch {
    return undefined; // the library throws at the first check that fails; the answer is the same for all
  }
}
