/** GetDevice: the pool tracks no devices, so there is none. Source: API Reference, "GetDevice". */
import { accessToken, deviceKey } from "../input/parameters";
import { optional, required } from "../input/structure";
import { deviceDoesNotExist } from "../refusals";
import { requireSignedIn } from "../sign-in/require-signed-in";
import { operation } from "./operation";

export const getDevice = operation({
  access: "public",
  input: { AccessToken: optional(accessToken), DeviceKey: required(deviceKey) },
  answer(tools, { AccessToken }) {
    if (AccessToken !== undefined) requireSignedIn(tools, AccessToken);
    throw deviceDoesNotExist();
  },
});
