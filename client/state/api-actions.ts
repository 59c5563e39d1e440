/** Calling the API. */

import type { Credential } from "../auth/connect";
import { type EndpointName, endpoints } from "../calls/endpoints";
import type { Tools } from "./tools";

export function apiActions({ store: { get, set }, auth }: Tools) {
  return {
    choose: (credential: Credential) => set({ credential }),

    /** @param body instead of the endpoint's own */
    async call(name: EndpointName, body = endpoints[name].body): Promise<void> {
      const { session, credential, calls } = get();
      if (calls[name]?.isRunning) return;
      set({ calls: { ...calls, [name]: { isRunning: true } } });
      const { method, path } = endpoints[name];
      const answer = await auth.callApi({ method, path, body }, session ? credential : "none");
      // What was said to somebody's token is not for others to read, who may be there by now
      if (answer?.credential !== "none" && get().session?.email !== session?.email) return;
      set({ calls: { ...get().calls, [name]: { isRunning: false, answer } } });
    },
  };
}
