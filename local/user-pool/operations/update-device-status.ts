/** UpdateDeviceStatus: the pool tracks no devices, so there is none to remember. Source: API Reference, "UpdateDeviceStatus". */
import { accessToken, deviceKey } from "../members";
import { deviceDoesNotExist } from "../refusals";
import { oneOf, optional, required } from "../shapes";
import { requireSignedIn } from "../sign-in/access-token";
import { operation } from "./operation";

export const updateDeviceStatus = operation({
  access: "public",
  input: {
    AccessToken: required(accessToken),
    DeviceKey: required(deviceKey),
    DeviceRememberedStatus: optional(oneOf("remembered", "not_remembered")),
  },
  answer(tools, { AccessToken }) {
    requireSignedIn(tools, AccessToken);
    throw deviceDoesNotExist();
  },
});
