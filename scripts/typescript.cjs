/**
 * Lets Node.js run TypeScript: `node --require ./scripts/typescript.cjs FILE`. That is tsx, but for the packages: it would
 * read each of their files for syntax that Node does not know, and Node their source maps, which together take almost half of
 * the start of a command.
 */
const loadAsNodeDoes = require.extensions[".js"];
require("tsx/cjs");
const loadByTsx = require.extensions[".js"];

require.extensions[".js"] = (module, file) => {
  if (!/[\\/]node_modules[\\/]/.test(file)) return loadByTsx(module, file);
  process.setSourceMapsEnabled(false); // tsx has switched them on; Node reads them where it compiles
  try {
    return loadAsNodeDoes(module, file);
  } finally {
    process.setSourceMapsEnabled(true);
  }
};
