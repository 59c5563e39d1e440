/**
 * Whether a new passkey answers its challenge. Source: Web Authentication Level 3, section 7.1, done by
 * @simplewebauthn/server, which is loaded with the first passkey: a pool without them starts without it.
 */
import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import type { Passkey } from "../domain/passkey";
import {
  WebAuthnCredentialNotSupportedException,
  WebAuthnOriginNotAllowedException,
  WebAuthnRelyingPartyMismatchException,
} from "../errors";
import type { ClientData, NewCredential } from "./credential";
import { algorithms } from "./options";
import { isAllowedOrigin, type RelyingParty } from "./relying-party";

/** @param clientData of the credential; its challenge is known to be the user's own */
export async function verifyRegistration(
  relyingParty: RelyingParty,
  credential: NewCredential,
  { challenge, origin }: ClientData,
): Promise<Omit<Passkey, "createdAt">> {
  if (!isAllowedOrigin(origin, relyingParty)) {
    throw new WebAuthnOriginNotAllowedException("The origin is not allowed for the relying party."); // U
  }
  const { relyingPartyId, userVerification } = relyingParty;
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  const { registrationInfo: info } = await refusing(async () => {
    await assertSelfContained(credential);
    return verifyRegistrationResponse({
      response: { ...credential, clientExtensionResults: {} } as unknown as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: relyingPartyId,
      requireUserVerification: userVerification === "required",
      supportedAlgorithmIDs: algorithms,
    });
  });
  if (info === undefined) throw notSupported();
  const { authenticatorAttachment: attachment } = credential;
  return {
    id: info.credential.id,
    publicKey: Buffer.from(info.credential.publicKey).toString("base64"),
    counter: info.credential.counter,
    transports: credential.response.transports ?? [],
    ...(attachment === undefined ? {} : { attachment }),
    relyingPartyId,
    aaguid: info.aaguid,
  };
}

/** Attestations that chain to a vendor's certificate are not asked for, and checking one would call the vendor. */
async function assertSelfContained({ response }: NewCredential): Promise<void> {
  const { decodeAttestationObject } = await import("@simplewebauthn/server/helpers");
  const format = decodeAttestationObject(Buffer.from(response.attestationObject, "base64url")).get("fmt");
  if (format !== "none" && format !== "packed") throw notSupported();
}

/** The library throws plain errors; all but one mean that this authenticator's answer cannot be used. */
async function refusing<T>(verify: () => Promise<T>): Promise<T> {
  try {
    return await verify();
  } catch (error) {
    if (error instanceof Error && error.name === "UnexpectedRPIDHash") {
      throw new WebAuthnRelyingPartyMismatchException("The credential is for another relying party."); // U
    }
    throw notSupported();
  }
}

function notSupported(): WebAuthnCredentialNotSupportedException {
  return new WebAuthnCredentialNotSupportedException("The credential is not supported."); // U
}
