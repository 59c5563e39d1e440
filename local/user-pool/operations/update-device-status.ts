/** UpdateDeviceStatus: the pool tracks no devices, so there is none to remember. Source: API Reference, "UpdateDeviceStatus". */
import { accessToken, deviceKey } from "../input/parameters";
import { oneOf } from "../input/shapes";
import { optional, required } from "../input/structure";
import { deviceDoesNotExist } from "../refusals";
import { requireSignedIn } from "../sign-in/require-signed-in";
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
