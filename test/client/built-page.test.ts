import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildClient } from "../../scripts/build-client";

const outDir = mkdtempSync(join(tmpdir(), "built-page-"));
const files = () => readdirSync(outDir, { recursive: true, encoding: "utf8" }).filter((name) => extname(name) !== "");
const read = (name: string) => readFileSync(join(outDir, name), "utf8");

beforeAll(async () => {
  await buildClient({ outDir });
}, 60_000);

afterAll(() => rmSync(outDir, { recursive: true }));

describe("the built page", () => {
  test("weighs at most 60 kB of JavaScript, compressed", () => {
    const scripts = files().filter((name) => extname(name) === ".js");
    const bytes = scripts.map((name) => gzipSync(read(name)).length).reduce((sum, length) => sum + length, 0);

    expect(scripts).not.toEqual([]);
    expect(bytes).toBeLessThanOrEqual(60_000);
  });

  test("needs nothing inline, so that its Content-Security-Policy can forbid it", () => {
    const html = read("index.html");

    expect(html).not.toMatch(/<style|<script(?![^>]*\ssrc=)|\son\w+=|\sstyle=/);
  });

  test("fetches nothing from anywhere else", () => {
    for (const name of files().filter((name) => [".html", ".css"].includes(extname(name)))) {
      expect(read(name)).not.toMatch(/https?:|url\(|@import/);
    }
  });

  test("holds no address of this machine", () => {
    expect(files().filter((name) => read(name).includes(process.cwd()))).toEqual([]);
  });
});

describe("the Content-Security-Policy", () => {
  const { directives } = JSON.parse(readFileSync("client/content-security-policy.json", "utf8"));

  test("allows the page itself and the user pool, and nothing else", () => {
    const sources = new Set(Object.values<string[]>(directives).flat());

    expect([...sources].sort()).toEqual(["'none'", "'script'", "'self'", "{userPoolOrigin}"]);
    expect(directives["default-src"]).toEqual(["'none'"]);
    expect(directives["connect-src"]).toContain("{userPoolOrigin}");
  });

  test("lets no text become code", () => {
    expect(directives).toMatchObject({ "require-trusted-types-for": ["'script'"], "trusted-types": ["'none'"] });
  });

  test("lets nobody send a form or put the page into a frame", () => {
    expect(directives).toMatchObject({
      "form-action": ["'none'"],
      "frame-ancestors": ["'none'"],
      "base-uri": ["'none'"],
    });
  });
});
