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
