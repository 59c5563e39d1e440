import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { document, documents, root } from "./support/documents";
import { editsOf } from "./support/edits";
import { anchorsOf, linksOf, parseMarkdown } from "./support/markdown";

describe.each(documents().map((it) => [it.file, it] as const))("links in %s", (file, markdown) => {
  const links = [...new Set(linksOf(markdown))];

  test("lead to files and headings that exist", () => {
    const broken = links.filter((link) => !/^[a-z]+:/.test(link)).filter((link) => !exists(file, link));

    expect(broken).toEqual([]);
  });

  test("and files that are named in its text exist", () => {
    const made = documents()
      .flatMap(({ blocks }) => editsOf(blocks))
      .map((edit) => edit.file);
    const named = [...markdown.prose.matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
    const files = named.filter((code) =>
      /^(api|infra|local|client|scripts|test|docs|bench)\/[\w./-]+\.\w+$/.test(code),
    );

    expect(files.filter((name) => !existsSync(join(root, name)) && !made.includes(name))).toEqual([]);
  });

  test("to other places are addresses, over https where they leave this machine", () => {
    const external = links.filter((link) => /^[a-z]+:/.test(link)).map((link) => new URL(link));

    for (const { protocol, hostname } of external) {
      if (protocol === "mailto:") continue;
      expect({ hostname, protocol }).toEqual({
        hostname,
        protocol: ["localhost", "127.0.0.1"].includes(hostname) ? "http:" : "https:",
      });
    }
  });
});

function exists(from: string, link: string): boolean {
  const [path = "", anchor] = decodeURIComponent(link).split("#");
  const target = path === "" ? from : normalize(join(dirname(from), path));
  if (target.startsWith("..") || !existsSync(join(root, target))) return false;
  if (anchor === undefined || !target.endsWith(".md")) return true;
  return anchorsOf(document(target)).has(anchor);
}

describe("the reader of Markdown", () => {
  const text = [
    "# A `code` & *b*",
    "[x](y.md#z) `[not](a-link)` <img src='n'> ![i](i.png)",
    "```sh",
    "[no](link)",
    "```",
  ];
  const markdown = parseMarkdown(text.join("\n"));

  test("finds links and images, but not in code", () => {
    expect(linksOf(markdown)).toEqual(["y.md#z", "i.png"]);
  });

  test("names headings as GitHub does", () => {
    expect([...anchorsOf(parseMarkdown("# Add a route\n## Why `x`?\n## Why x"))]).toEqual([
      "add-a-route",
      "why-x",
      "why-x-1",
    ]);
  });

  test("does not take a link for good that leads nowhere", () => {
    expect(exists("README.md", "docs/nothing.md")).toBe(false);
    expect(exists("README.md", "docs/tokens.md#nothing")).toBe(false);
    expect(exists("docs/tokens.md", "../../elsewhere")).toBe(false);
  });
});
