import { boundaryViolations, moduleImports } from "../../scripts/module-boundaries";

describe("module boundaries", () => {
  test.each([
    ["api", "api/app.ts", 'import { stage } from "../infra/settings"'],
    ["infra, but for the route manifest,", "infra/rest-api.ts", 'import { createApp } from "../api/app"'],
    ["local", "local/start.ts", 'import { routes } from "../api/routes"'],
    ["local, dynamically,", "local/start.ts", 'await import("../scripts/build-api")'],
    ["client, for values,", "client/main.tsx", 'import { routes } from "../api/routes"'],
    ["somebody who imports scripts", "infra/main.ts", 'import { x } from "../scripts/build"'],
    ["the gateway", "local/gateway/trace.ts", 'import { jwks } from "../user-pool/http/discovery"'],
    ["the user pool", "local/user-pool/http/server.ts", 'import type { Trace } from "../../gateway/trace"'],
    ["the reader of stacks", "local/terraform/stack.ts", 'import { limits } from "../gateway/limits"'],
    ["infra, through require,", "infra/main.ts", 'const app = require("../api/app")'],
  ])("refuse %s knowing what it must not know", (_who, file, code) => {
    expect(boundaryViolations(file, code)).toHaveLength(1);
  });

  test.each([
    ["infra the route manifest", "infra/rest-api.ts", 'import { routes } from "../api/routes"'],
    ["client types of others", "client/main.tsx", 'import type { Route } from "../api/routes"'],
    [
      "scripts public functions of any folder",
      "scripts/build.ts",
      'import { readStack } from "../local/terraform/stack"',
    ],
    ["the gateway the stack", "local/gateway/trace.ts", 'import { readStack } from "../terraform/stack"'],
    ["local's start both parts", "local/start-system.ts", 'import "./gateway/main"; import "./user-pool/main"'],
    ["tests everything", "test/api/app.test.ts", 'import { buildApi } from "../../scripts/build-api"'],
    ["a folder itself and packages", "api/app.ts", 'import express from "express"; import "./cors"'],
  ])("let %s", (_what, file, code) => {
    expect(boundaryViolations(file, code)).toEqual([]);
  });

  test("read what only TypeScript without JSX allows", () => {
    const code = 'import { b } from "../api/b"; const one = <T>(value: T) => value; b(<number>one(1));';

    expect(boundaryViolations("local/a.ts", code)).toHaveLength(1);
  });

  test("see every way to import a module", () => {
    const code = `
      import a from "./a"; import type { B } from "./b"; import { type C } from "./c"; export * from "./d";
      import e = require("./e"); const f = import("./f"); require("./g"); type H = import("./h").H;`;

    expect(moduleImports(code)).toEqual([
      { specifier: "./a", isTypeOnly: false },
      { specifier: "./b", isTypeOnly: true },
      { specifier: "./c", isTypeOnly: true },
      { specifier: "./d", isTypeOnly: false },
      { specifier: "./e", isTypeOnly: false },
      { specifier: "./f", isTypeOnly: false },
      { specifier: "./g", isTypeOnly: false },
      { specifier: "./h", isTypeOnly: true },
    ]);
  });
});
