import { execFileSync } from "node:child_process";
import { type Context, compileFunction, createContext } from "node:vm";

/** As Jest compiles a module for a test file, whose globals are `context`. */
const compileFor = (context: Context, code: string, filename = "/a/module.js") =>
  compileFunction(code, ["module", "require"], { filename, parsingContext: context });

describe("a module that is compiled once for all test files", () => {
  const [one, other] = [createContext({}), createContext({})];

  test("has the globals of each, and a state of its own in each", () => {
    const code = "let calls = 0; globalThis.seen ??= 0; module.exports = () => [++calls, ++globalThis.seen];";
    const load = (context: Context): (() => number[]) => {
      const module: { exports?: () => number[] } = {};
      compileFor(context, code)(module);
      return module.exports as () => number[];
    };
    const [here, again, there] = [load(one), load(one), load(other)];

    expect([...here(), ...again(), ...again(), ...there()]).toEqual([1, 1, 1, 2, 2, 3, 1, 1]);
  });

  test("is compiled anew when its text has changed", () => {
    expect(compileFor(one, "return 1;")()).toBe(1);
    expect(compileFor(other, "return 2;")()).toBe(2);
    expect(compileFor(one, "return 1;")()).toBe(1);
  });

  test("is not taken for another of the same text", () => {
    const code = "return new Error().stack";

    expect(compileFor(one, code, "/a/one.js")()).toContain("/a/one.js:1:8");
    expect(compileFor(one, code, "/an/other.js")()).toContain("/an/other.js:1:8");
  });

  test("may end with a comment", () => {
    expect(compileFor(one, "return 3; // three")()).toBe(3);
  });

  test("says where it is wrong", () => {
    expect(() => compileFor(one, "const = 1;", "/a/wrong.js")).toThrow(
      expect.objectContaining({ name: "SyntaxError", stack: expect.stringMatching(/^\/a\/wrong\.js:1\n/) }),
    );
  });

  test("leaves alone what a test compiles without a context", () => {
    expect(compileFunction("return this")()).toBe(compileFunction("return globalThis")());
  });
});

describe("the end of a test file", () => {
  /** What the last line of a program prints that has an `environment` to itself, as a worker has it. */
  const printed = (program: string): unknown => {
    const start = `
      const { AsyncLocalStorage } = require("node:async_hooks");
      const vm = require("node:vm");
      const LightEnvironment = require("./test/support/light-environment.js");
      const config = { globalConfig: {}, projectConfig: { globals: {}, testEnvironmentOptions: {} } };
      let environment = new LightEnvironment(config, {});`;
    return JSON.parse(execFileSync(process.execPath, ["--expose-gc", "-e", start + program], { encoding: "utf8" }));
  };

  test("ends what it kept for its asynchronous calls, which Node would carry along for ever", () => {
    const program = `
      const storage = new AsyncLocalStorage();
      storage.run("kept", async () => {
        const before = storage.getStore();
        await environment.teardown();
        console.log(JSON.stringify([before, storage.getStore()]));
      });`;

    expect(printed(program)).toEqual(["kept", null]);
  });

  test("lets go of its globals, though its modules are kept", () => {
    const program = `
      const globals = new WeakRef(environment.global);
      const load = (own) => {
        const options = { filename: "/a/module.js", parsingContext: own.getVmContext() };
        return vm.compileFunction("return 7;", [], { ...options, importModuleDynamically: () => own })();
      };
      const result = load(environment);
      setTimeout(async () => {
        await environment.teardown();
        environment = undefined;
        setTimeout(() => {
          gc();
          console.log(JSON.stringify([result, globals.deref() === undefined]));
        });
      });`;

    expect(printed(program)).toEqual([7, true]);
  });
});
