/** What the tests of the documentation read out of a Markdown file. */

export interface CodeBlock {
  readonly language: string;
  readonly code: string;
  /** The last line of text before the block. */
  readonly caption: string;
}

export interface Markdown {
  readonly blocks: readonly CodeBlock[];
  /** The text without code blocks. */
  readonly prose: string;
}

export function parseMarkdown(text: string): Markdown {
  const blocks: CodeBlock[] = [];
  const prose: string[] = [];
  let open: { language: string; lines: string[]; caption: string } | undefined;
  for (const line of text.split("\n")) {
    const [, fence] = /^ *```(.*)$/.exec(line) ?? [];
    if (fence === undefined) (open?.lines ?? prose).push(line);
    else if (!open) open = { language: fence.trim(), lines: [], caption: lastText(prose) };
    else {
      blocks.push({ language: open.language, code: open.lines.join("\n"), caption: open.caption });
      open = undefined;
    }
  }
  if (open) throw new Error(`A code block is not closed; it begins with ${open.lines[0]}`);
  return { blocks, prose: prose.join("\n") };
}

function lastText(lines: readonly string[]): string {
  return lines.findLast((line) => line.trim() !== "") ?? "";
}

/** Targets of links and images. */
export function linksOf({ prose }: Markdown): readonly string[] {
  const text = prose.replace(/`[^`\n]*`/g, "`code`");
  const inline = [...text.matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)];
  const html = [...text.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g)];
  const definitions = [...text.matchAll(/^\[[^\]]+\]: (\S+)/gm)];
  return [...inline, ...html, ...definitions].map(([, target]) => target ?? "");
}

/** What `#…` may name, as GitHub makes it of the headings. */
export function anchorsOf({ prose }: Markdown): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of prose.matchAll(/^#{1,6} (.+)$/gm)) {
    const slug = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/g, "-");
    let anchor = slug;
    for (let n = 1; anchors.has(anchor); n++) anchor = `${slug}-${n}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** Every line of a shell block, and every piece of inline code. */
export function commandsOf({ blocks, prose }: Markdown): readonly string[] {
  const lines = blocks
    .filter(({ language }) => ["sh", "bash", "console"].includes(language))
    .flatMap(({ code }) => code.replaceAll("\\\n", " ").split("\n"));
  const inline = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? "");
  return [...lines, ...inline]
    .flatMap((line) => line.split(/ && | \| /))
    .map((command) => command.replace(/ +#.*$/, "").trim())
    .filter(Boolean);
}
