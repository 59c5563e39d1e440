import { readFileSync } from "node:fs";
import { markEnumsAsPure } from "../../client/light-amplify.mts";

const compiledEnum = `var Colour;
(function (Colour) {
    Colour["Red"] = "red";
})(Colour || (Colour = {}));
export { Colour };
`;

describe("markEnumsAsPure", () => {
  test("keeps what a compiled enum means, and lets a bundler drop it", () => {
    const code = markEnumsAsPure(compiledEnum);

    expect(code).toContain("/*#__PURE__*/");
    expect(new Function(`${code.replace(/^export.*$/m, "")}; return Colour;`)()).toEqual({ Red: "red" });
  });

  test("finds the enums that Amplify really ships", () => {
    const file = "node_modules/@aws-amplify/auth/dist/esm/providers/cognito/types/errors.mjs";

    const code = markEnumsAsPure(readFileSync(file, "utf8"));

    expect(code.match(/#__PURE__/g)?.length).toBeGreaterThan(10);
    expect(code).not.toMatch(/^\(function/m);
  });

  test("leaves all other code as it is", () => {
    const code = "var a = 1;\n(function (b) {\n  b.c = 1;\n})(a);\n";

    expect(markEnumsAsPure(code)).toBe(code);
  });
});
