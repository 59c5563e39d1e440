/** Every text that a program may print, as a pattern: `${…}` is anything, and a group. */
import { parseSync } from "@swc/core";

export interface Text {
  readonly pattern: RegExp;
  /** Letters that are the same each time. */
  readonly fixedLength: number;
}

type Node = Readonly<Record<string, unknown>>;

/** Texts and templates of a source file, those that are joined by `+` as one; and the first line of each by itself. */
export function textsIn(code: string, tsx: boolean): readonly Text[] {
  const found: Text[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const parts = Array.isArray(value) ? undefined : partsOf(value as Node);
    if (parts === undefined) {
      for (const child of Object.values(value)) visit(child);
      return;
    }
    found.push(toText(parts), toText(firstLine(parts)));
    for (const { inner } of parts) visit(inner);
  };
  visit(parseSync(code, { syntax: "typescript", tsx }));
  return found;
}

/** A piece that is always the same, or one that is not, with what it is made of. */
interface Part {
  readonly fixed?: string;
  readonly inner?: unknown;
}

function partsOf(node: Node): readonly Part[] | undefined {
  switch (node.type) {
    case "StringLiteral":
    case "JSXText":
      return [{ fixed: String(node.value) }];
    case "TemplateLiteral": {
      const quasis = node.quasis as readonly { readonly cooked: string }[];
      const expressions = (node.expressions ?? node.types) as readonly unknown[]; // of a value, or of a type
      return quasis.flatMap(({ cooked }, index) => [{ fixed: cooked }, { inner: expressions[index] }]).slice(0, -1);
    }
    case "BinaryExpression": {
      if (node.operator !== "+") return undefined;
      const [left, right] = [node.left, node.right].map((side) => partsOf(side as Node) ?? [{ inner: side }]);
      return [...(left ?? []), ...(right ?? [])];
    }
    default:
      return undefined;
  }
}

function firstLine(parts: readonly Part[]): readonly Part[] {
  const end = parts.findIndex(({ fixed }) => fixed?.includes("\n"));
  if (end < 0) return parts;
  return [...parts.slice(0, end), { fixed: parts[end]?.fixed?.split("\n")[0] ?? "" }];
}

function toText(parts: readonly Part[]): Text {
  const source = parts.map(({ fixed }) =>
    fixed === undefined ? "(.*)" : fixed.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
  );
  return {
    pattern: new RegExp(`^${source.join("").replace(/(\\n|\n)+$/, "")}$`, "s"),
    fixedLength: parts.reduce((sum, { fixed = "" }) => sum + fixed.length, 0),
  };
}
