import { readFileSync } from "node:fs";
import { join } from "node:path";
import { localEndpoints } from "../../local/user-pool/local-endpoints";
import { operations } from "../../local/user-pool/operations";
import { adminAuthFlows } from "../../local/user-pool/sign-in/flows";
import { root } from "./support/documents";

describe("docs/user-pool.md", () => {
  const text = readFileSync(join(root, "docs/user-pool.md"), "utf8");

  test("lists every operation, once, and no other", () => {
    const [, list = ""] = /<!-- operations -->([\s\S]*)<!-- end of operations -->/.exec(text) ?? [];
    const listed = list.replace(/\*\*.*?\*\*( \(.*?\))?:/g, "").match(/\b[A-Z]\w+/g) ?? [];

    expect([...listed].sort()).toEqual([...operations.keys()].sort());
  });

  test("lists every endpoint under /local/, with its methods", () => {
    const made = [...localEndpoints].flatMap(([path, methods]) =>
      Object.keys(methods).map((name) => `${name} ${path}`),
    );
    const rows = text.match(/^\| `.*$/gm) ?? [];
    const listed = rows.flatMap((row) => /`((?:GET|POST) \/local\/[\w/-]+)/.exec(row)?.[1] ?? []);

    expect(listed.sort()).toEqual(made.sort());
  });

  test("names flows that there are", () => {
    const named = new Set(text.match(/\b(USER|ADMIN|REFRESH)_\w+/g));

    for (const flow of named) expect(Object.keys(adminAuthFlows)).toContain(flow);
  });
});
