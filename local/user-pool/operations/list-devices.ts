/** ListDevices: the pool tracks no devices, so the list is empty. Source: API Reference, "ListDevices". */
import { accessToken } from "../members";
import { integer, optional, required, text } from "../shapes";
import { requireSignedIn } from "../sign-in/access-token";
import { operation } from "./operation";

export const listDevices = operation({
  access: "public",
  input: {
    AccessToken: required(accessToken),
    Limit: optional(integer({ min: 0, max: 60 })),
    PaginationToken: optional(text({ min: 1, pattern: "[\\S]+" })),
  },
  answer(tools, { AccessToken }) {
    requireSignedIn(tools, AccessToken);
    return { Devices: [] };
  },
});
