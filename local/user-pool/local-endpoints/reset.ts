/** `/local/reset`: the pool as it was at its first start, with the same ids and keys. */
import type { LocalEndpoint } from "./endpoint";

export const reset: LocalEndpoint = {
  async POST(controls) {
    await controls.reset();
    return {};
  },
};
