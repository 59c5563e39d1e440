/** Calling the API. */

import type { Credential } from "../auth/connect";
import { type EndpointName, endpoints } from "../calls/endpoints";
import type { Tools } from "./actions";

export function apiActions({ store: { get, set }, auth }: Tools) {
  return {
    choose: (credential: Credential) => set({ credential }),

    async call(name: EndpointName): Promise<void> {
      const { session, credential, calls } = get();
      set({ calls: { ...calls, [name]: { isRunning: true } } });
      const answer = await auth.callApi(endpoints[name].path, session ? credential : "none");
      set({ calls: { ...get().calls, [name]: { isRunning: false, answer } } });
    },
  };
}
