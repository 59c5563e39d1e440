/** What browsers send of a passkey, and what of it is looked at. Source: Web Authentication Level 3, section 5.1. */
import { InvalidParameterException } from "../errors";
import { list, text } from "../input/shapes";
import { type Infer, optional, required, structure } from "../input/structure";

const attachment = text({ max: 32 });

/** Answer to CredentialCreationOptions: `RegistrationResponseJSON`. */
export const newCredential = structure({
  id: required(text()),
  rawId: required(text()),
  type: required(text()),
  authenticatorAttachment: optional(attachment),
  response: required(
    structure({
      clientDataJSON: required(text()),
      attestationObject: required(text()),
      transports: optional(list(text({ max: 32 }), { max: 10 })),
    }),
  ),
});

/** Answer to CREDENTIAL_REQUEST_OPTIONS: `AuthenticationResponseJSON`. */
export const assertion = {
  id: required(text()),
  rawId: required(text()),
  type: required(text()),
  response: required(
    structure({
      clientDataJSON: required(text()),
      authenticatorData: required(text()),
      signature: required(text()),
      userHandle: optional(text()),
    }),
  ),
};

export type NewCredential = ReturnType<(typeof newCredential)["read"]>;
export type Assertion = Infer<typeof assertion>;

export interface ClientData {
  readonly challenge: string;
  readonly origin: string;
}

/** @throws InvalidParameterException not the client data of a browser (U: text) */
export function readClientData(clientDataJSON: string): ClientData {
  try {
    const value: unknown = JSON.parse(Buffer.from(clientDataJSON, "base64url").toString("utf8"));
    const { challenge, origin } = value as Partial<ClientData>;
    if (typeof challenge === "string" && typeof origin === "string") return { challenge, origin };
  } catch {
    // The same refusal
  }
  throw new InvalidParameterException("The credential's clientDataJSON is invalid.");
}
