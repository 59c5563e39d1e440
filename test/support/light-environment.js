const { AsyncLocalStorage } = require("node:async_hooks");
const vm = require("node:vm");
const { TestEnvironment } = require("jest-environment-node");

const compileFunction = vm.compileFunction;

/** By file. `importDynamically` is that of the test file that runs now and uses the module: a worker takes one at a time. */
const compiled = new Map();

/** `vm.compileFunction`, whose results belong to one context, by way of a `vm.Script`, which can run in all of them. */
function compileOnce(code, parameters, options = {}) {
  const { filename, parsingContext, importModuleDynamically } = options;
  if (filename === undefined || parsingContext === undefined) return compileFunction(code, parameters, options);
  let known = compiled.get(filename);
  if (known?.code !== code) {
    known = { code };
    const start = `(function (${parameters.join(", ")}) {`;
    known.script = new vm.Script(`${start}${code}\n})`, {
      filename,
      columnOffset: -start.length,
      importModuleDynamically: (...asked) => known.importDynamically(...asked),
    });
    compiled.set(filename, known);
  }
  known.importDynamically = importModuleDynamically;
  return known.script.runInContext(parsingContext);
}

/** Those that the test file of now has used, the one of Jest's own runner among them. */
const storages = new Set();
const runInStorage = AsyncLocalStorage.prototype.run;
AsyncLocalStorage.prototype.run = function run(...args) {
  storages.add(this);
  return runInStorage.apply(this, args);
};

/**
 * Jest's own environment, with less to do. Modules are compiled once in a worker, while every test file still has globals and
 * modules of its own; Jest would also compile each of them anew, from Express to cdktf, which is a fifth of the work of the
 * `infra` and `local` suites. There is no `navigator`, which nothing here is about, and stack traces are short.
 */
class LightEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    // From Node 21 on. Amplify's integers take another way for it, which Jest's globals make fifty times as slow.
    delete this.global.navigator;
    // Node's own limit. Jest's of 100 makes every error dear that a library makes ahead of its calls, as Playwright does.
    this.global.Error.stackTraceLimit = 10;
    const { collectCoverage, coverageProvider } = config.globalConfig;
    const countsPlaces = collectCoverage && coverageProvider === "v8"; // by offset, in each compiled script
    if (!countsPlaces) vm.compileFunction = compileOnce;
  }

  /** Leaves nothing of a test file to those that come after it in the same worker. */
  async teardown() {
    await super.teardown();
    for (const storage of storages) storage.disable(); // else Node carries it along at every promise from now on
    storages.clear();
    for (const known of compiled.values()) known.importDynamically = undefined; // which knows everything of the file
  }
}

module.exports = LightEnvironment;
