/** GetUserPoolMfaConfig: second factors and passkeys of a pool. Source: API Reference, "GetUserPoolMfaConfig". */
import { userPoolId } from "../input/parameters";
import { required } from "../input/structure";
import { operation } from "./operation";

export const getUserPoolMfaConfig = operation({
  access: "signed",
  input: { UserPoolId: required(userPoolId) },
  answer({ pools }, { UserPoolId }) {
    const { mfaConfiguration, softwareTokenMfa, emailMfa, emailOtpMessage, webAuthn } =
      pools.require(UserPoolId).settings;
    return {
      SoftwareTokenMfaConfiguration: { Enabled: softwareTokenMfa },
      EmailMfaConfiguration: emailMfa ? { Message: emailOtpMessage.body, Subject: emailOtpMessage.subject } : undefined,
      MfaConfiguration: mfaConfiguration,
      WebAuthnConfiguration: webAuthn && {
        RelyingPartyId: webAuthn.relyingPartyId,
        UserVerification: webAuthn.userVerification,
        FactorConfiguration: "SINGLE_FACTOR", // the provider has no argument for the other one
      },
    };
  },
});
