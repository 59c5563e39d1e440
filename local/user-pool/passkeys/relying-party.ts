/** Whom passkeys of a pool are made for. Source: Web Authentication Level 3, section 5.1.3 (relying party id). */
import type { UserPoolSettings } from "../../terraform/user-pool/settings";
import { WebAuthnConfigurationMissingException, WebAuthnNotEnabledException } from "../errors";
import type { Pool } from "../pool";

export type RelyingParty = NonNullable<UserPoolSettings["webAuthn"]>;

/**
 * @throws WebAuthnNotEnabledException the pool's sign-in policy does not hold WEB_AUTHN
 * @throws WebAuthnConfigurationMissingException it has no relying party id. Both texts are U
 */
export function requireRelyingParty({ settings: { firstFactors, webAuthn } }: Pool): RelyingParty {
  if (!firstFactors.includes("WEB_AUTHN"))
    throw new WebAuthnNotEnabledException("WebAuthn is not enabled for the user pool.");
  if (webAuthn === undefined) {
    throw new WebAuthnConfigurationMissingException("The user pool has no WebAuthn relying party id.");
  }
  return webAuthn;
}

/** The page must be on this machine, on any port; browsers take `http://localhost` for a secure context. */
export function isAllowedOrigin(origin: string, { relyingPartyId }: RelyingParty): boolean {
  const match = /^https?:\/\/([a-z\d.-]+)(?::\d{1,5})?$/.exec(origin);
  return match?.[1] === relyingPartyId;
}
