/** ListDevices: the pool tracks no devices, so the list is empty. Source: API Reference, "ListDevices". */
import { accessToken, listLimit, paginationToken } from "../input/parameters";
import { optional, required } from "../input/structure";
import { requireSignedIn } from "../sign-in/require-signed-in";
import { operation } from "./operation";

export const listDevices = operation({
  access: "public",
  input: {
    AccessToken: required(accessToken),
    Limit: optional(listLimit),
    PaginationToken: optional(paginationToken),
  },
  answer(tools, { AccessToken }) {
    requireSignedIn(tools, AccessToken);
    return { Devices: [] };
  },
});
