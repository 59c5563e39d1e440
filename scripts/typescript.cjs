/**
 * Lets Node.js run TypeScript: `node --require ./scripts/typescript.cjs FILE`. That is tsx, but for the packages: it would
 * read each of their files for syntax that Node does not know, which takes a third of the start of every command.
 */
const loadAsNodeDoes = require.extensions[".js"];
require("tsx/cjs");
const loadByTsx = require.extensions[".js"];

require.extensions[".js"] = (module, file) =>
  (/[\\/]node_modules[\\/]/.test(file) ? loadAsNodeDoes : loadByTsx)(module, file);
