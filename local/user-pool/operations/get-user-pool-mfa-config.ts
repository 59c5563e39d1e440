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
      ...(emailMfa
        ? { EmailMfaConfiguration: { Message: emailOtpMessage.body, Subject: emailOtpMessage.subject } }
        : {}),
      MfaConfiguration: mfaConfiguration,
      ...(webAuthn === undefined
        ? {}
        : {
            WebAuthnConfiguration: {
              RelyingPartyId: webAuthn.relyingPartyId,
              UserVerification: webAuthn.userVerification,
            },
          }),
    };
  },
});
