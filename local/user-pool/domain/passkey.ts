/** A passkey as the pool keeps it. Source: Web Authentication Level 3, section 4 ("credential record"). */
export interface Passkey {
  /** Base64url, as on the wire. */
  readonly id: string;
  /** COSE key, base64. */
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly attachment?: string;
  readonly relyingPartyId: string;
  readonly aaguid: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** `WebAuthnCredentialDescription` of the API. */
export function wirePasskey({ id, attachment, relyingPartyId, transports, createdAt }: Passkey) {
  return {
    CredentialId: id,
    // The first name is the service's own; the second is U.
    FriendlyCredentialName: attachment === "platform" ? "Platform passkey" : "Roaming passkey",
    RelyingPartyId: relyingPartyId,
    AuthenticatorAttachment: attachment,
    AuthenticatorTransports: transports,
    CreatedAt: new Date(createdAt),
  };
}
