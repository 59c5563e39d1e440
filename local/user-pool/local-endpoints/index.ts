/** Path to endpoint: the only list. docs/user-pool.md tells how to use them. */
import { clock } from "./clock";
import { emailCap } from "./email-cap";
import type { LocalEndpoint } from "./endpoint";
import { messages } from "./messages";
import { reset } from "./reset";
import { rotateKeys } from "./rotate-keys";

export const localEndpoints: ReadonlyMap<string, LocalEndpoint> = new Map(
  Object.entries<LocalEndpoint>({
    "/local/clock": clock,
    "/local/email-cap": emailCap,
    "/local/keys/rotate": rotateKeys,
    "/local/messages": messages,
    "/local/reset": reset,
  }),
);
