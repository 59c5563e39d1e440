/** The edit of aws-jwt-verify's JSON parser: the same results as the library's own, for everything that a token can hold. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { transformSync } from "esbuild";
import fc from "fast-check";
import { parseHarmlessJsonAtOnce } from "../../scripts/bundle/harmless-json";

type Parse = (text: string) => unknown;

function parserOf(source: string): Parse {
  const module = { exports: {} as { safeJsonParse: Parse } };
  new Function("module", transformSync(source, { format: "cjs" }).code)(module);
  return module.exports.safeJsonParse;
}

const source = readFileSync(resolve("node_modules/aws-jwt-verify/dist/esm/safe-json-parse.js"), "utf8");
const own = parserOf(source);
const edited = parserOf(parseHarmlessJsonAtOnce(source));

/** Every property, inherited or not: what `toEqual` passes over counts here. */
const everything = (value: unknown): unknown =>
  typeof value === "object" && value !== null
    ? [
        Object.getPrototypeOf(value),
        ...Object.getOwnPropertyNames(value).map((name) => [name, everything((value as never)[name])]),
      ]
    : value;

const outcome = (parse: Parse, text: string) => {
  try {
    return { value: everything(parse(text)) };
  } catch (error) {
    return { error: (error as Error).name };
  }
};

test.each([
  '{"__proto__": {"admin": true}}',
  '{"a": [{"__proto__": {"admin": true}}]}',
  '{"constructor": {"prototype": {"admin": true}}}',
  String.raw`{"\u005f_proto__": {"admin": true}}`,
  String.raw`{"__pro\u0074o__": {"admin": true}}`,
  String.raw`{"\u0063onstructor": 1, "iss": "https:\/\/cognito-idp.eu-west-1.amazonaws.com\/eu-west-1_a"}`,
])("takes away what the library takes away: %s", (text) => {
  const seen = outcome(edited, text);

  expect(seen).toEqual(outcome(own, text));
  expect(JSON.stringify(seen)).not.toContain("admin");
});

test("is the library's parser for any JSON, and for what is none", () => {
  const names = fc.constantFrom("__proto__", "constructor", "sub", "é", 'a"b', "\\u", "prototype");
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 4 }, fc.jsonValue(), names, fc.array(tie("any")), tie("object")),
    object: fc.array(fc.tuple(names, tie("any"))).map((entries) => Object.fromEntries(entries)),
  })).any;
  const escaped = (text: string) =>
    text.replace(/[a-z_]/g, (letter) =>
      letter < "h" ? `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}` : letter,
    );

  fc.assert(
    fc.property(
      fc.oneof(
        value.map((it) => JSON.stringify(it) ?? ""),
        fc.string(),
      ),
      fc.boolean(),
      (text, isEscaped) => {
        const json = isEscaped ? escaped(text) : text;

        expect(outcome(edited, json)).toEqual(outcome(own, json));
      },
    ),
  );
});

test("is found in the library as it is installed", () => {
  expect(parseHarmlessJsonAtOnce(source)).not.toBe(source);
});
