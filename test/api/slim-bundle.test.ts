/** What `scripts/bundle/` does to any program: nothing that can be told from its answers, or the build fails. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildApi } from "../../scripts/build-api";
import { editFiles } from "../../scripts/bundle/edit-files";
import { lazyModules } from "../../scripts/bundle/lazy-modules";
import { slimExpress } from "../../scripts/bundle/slim";
import { type Bundle, loadBundle } from "../contract/load-bundle";
import type { Call } from "../contract/target";
import { toEvent } from "../contract/targets/handler";

describe("a slim bundle", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "slim-bundle-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  describe("of an app that uses more of Express", () => {
    const entry = join(__dirname, "express-features.ts");
    let slim: Bundle;
    let naive: Bundle;
    beforeAll(async () => {
      slim = loadBundle(
        (await buildApi({ outDir: join(folder, "slim-features"), entry, plugins: slimExpress() })).file,
        {},
      );
      naive = loadBundle((await buildApi({ outDir: join(folder, "naive-features"), entry, plugins: [] })).file, {});
    });
    const json = ["Content-Type", "application/json"] as const;

    test.each<[string, Call]>([
      ["a JSON body", { method: "POST", path: "/json", headers: [json], body: '{"a":"ü"}' }],
      [
        "a JSON body in UTF-16",
        {
          method: "POST",
          path: "/json",
          headers: [["Content-Type", "application/json; charset=utf-16"]],
          body: Buffer.from('\ufeff{"a":"ü"}', "utf16le"),
        },
      ],
      ["a body that is not JSON", { method: "POST", path: "/json", headers: [json], body: "{" }],
      [
        "a body that is too large",
        { method: "POST", path: "/json", headers: [json], body: JSON.stringify("x".repeat(200_000)) },
      ],
      [
        "a JSON body in Latin-1",
        { method: "POST", path: "/json", headers: [["Content-Type", "application/json; charset=latin1"]], body: "{}" },
      ],
      [
        "a form",
        {
          method: "POST",
          path: "/form",
          headers: [["Content-Type", "application/x-www-form-urlencoded"]],
          body: "a[b]=1&a[c]=%C3%BC&d=2&d=3",
        },
      ],
      ["a text", { method: "POST", path: "/text", headers: [["Content-Type", "text/plain"]], body: "grüße" }],
      ["cookies", { path: "/cookie" }],
      ["a redirect", { path: "/redirect", headers: [["Accept", "text/html"]] }],
      ["an attachment", { path: "/attachment" }],
      ["other media types", { path: "/types" }],
      ["an error of http-errors", { path: "/error" }],
      [
        "negotiation",
        {
          path: "/negotiate",
          headers: [
            ["Accept", "text/plain;q=0.5, application/json"],
            ["Accept-Language", "de, en;q=0.1"],
            ["Accept-Encoding", "br"],
          ],
        },
      ],
      ["addresses behind proxies", { path: "/address", headers: [["X-Forwarded-For", "203.0.113.1, 10.0.0.1"]] }],
      ["a file", { path: "/file" }],
    ])("answers %s just the same", async (_name, call) => {
      const event = toEvent(call);

      const answer = await slim.handler(event, {});

      expect(answer).toEqual(await naive.handler(event, {}));
      expect(answer.statusCode).not.toBe(500);
    });

    test("refuses a text in a charset whose tables are left out", async () => {
      const event = toEvent({
        method: "POST",
        path: "/text",
        headers: [["Content-Type", "text/plain; charset=shift_jis"]],
        body: "x",
      });

      expect((await slim.handler(event, {})).statusCode).toBe(415);
      expect((await naive.handler(event, {})).statusCode).toBe(200);
    });
  });

  describe("is not built", () => {
    test.each([
      [
        "an edit finds no file",
        editFiles({ "express/lib/gone.js": () => "" }),
        "express/lib/gone.js is no longer part of the bundle",
      ],
      [
        "an edit changes nothing",
        editFiles({ "express/lib/express.js": (source) => source }),
        "nothing in .*express.js matches",
      ],
      [
        "a module to put off is not imported",
        lazyModules({ "left-pad": {} }),
        "left-pad is no longer part of the bundle",
      ],
      [
        "a module to put off has lost a function",
        lazyModules({ etag: { functions: ["gone"] } }),
        "etag has no function gone",
      ],
    ])("when %s", async (_name, plugin, message) => {
      await expect(buildApi({ outDir: join(folder, "fails"), plugins: [plugin] })).rejects.toThrow(new RegExp(message));
    });
  });
});
