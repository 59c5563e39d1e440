/**
 * One project per kind of test, so that `npx jest --selectProjects=api` runs just that kind.
 * Everything runs as CommonJS through swc; packages that ship ES modules only are named in one place.
 */
const { availableParallelism } = require("node:os");

// The AWS SDK announces at every start when it will leave Node 20. The Lambda function does not use it.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

// Terraform, its provider, the TypeScript compiler and esbuild, all in Go, spend a quarter of their short lives collecting
// garbage that soon goes with them.
process.env.GOGC ??= "400";

// Node reads a company's certificate authorities at every start, which takes three times as long with them. The tests start it
// hundreds of times, and only two leave this machine: a contract with a deployed stage, and the search for a browser.
const { CONTRACT_OUTPUTS, NODE_EXTRA_CA_CERTS } = process.env;
if (NODE_EXTRA_CA_CERTS && !CONTRACT_OUTPUTS) {
  process.env.BROWSER_SEARCH_CA_CERTS = NODE_EXTRA_CA_CERTS;
  delete process.env.NODE_EXTRA_CA_CERTS;
}

const esmOnly = ["@simplewebauthn", "lean-qr", "uuid", "preact"];

const shared = {
  testEnvironment: "<rootDir>/test/support/light-environment.js",
  transform: {
    "^.+\\.(m?[jt]sx?)$": [
      "@swc/jest",
      {
        jsc: {
          target: "es2023",
          parser: { syntax: "typescript", tsx: true },
          transform: { react: { runtime: "automatic", importSource: "preact" } },
        },
        module: { type: "commonjs" },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join("|")})/)`],
  // What only `npm run test:load` runs
  testPathIgnorePatterns: process.env.LOAD === "full" ? [] : ["\\.full-load\\.test\\.ts$"],
  modulePathIgnorePatterns: ["<rootDir>/dist", "<rootDir>/cdktf.out", "<rootDir>/.local", "<rootDir>/bench"],
};

/** @param {string} kind a folder below test/ */
const project = (kind, extra = {}) => ({
  ...shared,
  displayName: kind,
  rootDir: __dirname,
  testMatch: [`<rootDir>/test/${kind}/**/*.test.{ts,tsx}`],
  ...extra,
});

/** @type {import("jest").Config} */
module.exports = {
  maxWorkers: Math.ceil(availableParallelism() * 1.5), // many tests wait for another process
  testSequencer: "<rootDir>/test/support/systems-first-sequencer.js",
  reporters: ["default", "<rootDir>/test/support/closing-line-reporter.js"],
  projects: ["api", "infra", "local", "client", "scripts", "contract", "deploy", "docs", "e2e"].map((kind) =>
    project(kind),
  ),
};
