/** `/local/keys/rotate`: new signing keys for every pool. The old ones stay published while tokens of theirs may live. */
import type { LocalEndpoint } from "./endpoint";

export const rotateKeys: LocalEndpoint = {
  async POST({ pools }) {
    const { all } = pools();
    await Promise.all(all.map(({ keys }) => keys.rotate()));
    return {
      pools: all.map(({ id, keys }) => ({
        userPoolId: id,
        signing: { id: keys.signer("id").kid, access: keys.signer("access").kid },
        published: keys.jwks().keys.map(({ kid }) => kid),
      })),
    };
  },
};
