/**
 * ConfirmDevice: the pool gives no device keys, so every key is refused.
 * @throws InvalidParameterException
 * Source: API Reference, "ConfirmDevice".
 */
import { InvalidParameterException } from "../errors";
import { accessToken, deviceKey } from "../input/parameters";
import { text } from "../input/shapes";
import { optional, required, structure } from "../input/structure";
import { requireSignedIn } from "../sign-in/require-signed-in";
import { operation } from "./operation";

export const confirmDevice = operation({
  access: "public",
  input: {
    AccessToken: required(accessToken),
    DeviceKey: required(deviceKey),
    DeviceSecretVerifierConfig: optional(structure({ PasswordVerifier: optional(text()), Salt: optional(text()) })),
    DeviceName: optional(text({ min: 1, max: 1024 })),
  },
  answer(tools, { AccessToken }) {
    requireSignedIn(tools, AccessToken);
    throw new InvalidParameterException("Invalid device key given.");
  },
});
