/**
 * Which folder may import which, as rules over the relative imports of one file. `npm run check` applies them to every
 * source file; docs/architecture.md explains them.
 */
import { posix } from "node:path";
import { parseSync } from "@swc/core";

export interface ModuleImport {
  /** As written: `./stack`, `../api/routes`. */
  readonly specifier: string;
  /** Whether it vanishes at run time (`import type`). */
  readonly isTypeOnly: boolean;
}

/** What a folder may import besides itself. A folder without an entry may import every other one. */
const allowed: Readonly<Record<string, (target: string, isTypeOnly: boolean) => boolean>> = {
  api: () => false,
  infra: (target) => target === "api/routes",
  local: () => false,
  client: (_target, isTypeOnly) => isTypeOnly,
};

/** Folders that only programs and people run: nobody imports them, but tests and benchmarks. */
const leaves = ["scripts", "test", "bench"];

/** Parts of `local/` that do not know each other, so that what signs tokens and what verifies them share nothing. */
const parts = ["local/gateway", "local/terraform", "local/user-pool"];
/** The part that the others read the stack with. */
const reader = "local/terraform";

/** One sentence for each import of `file` (path from the root, with `/`) that crosses a boundary. */
export function boundaryViolations(file: string, code: string): string[] {
  const from = topFolder(file);
  return moduleImports(code, file.endsWith("x")).flatMap(({ specifier, isTypeOnly }) => {
    if (!specifier.startsWith(".")) return [];
    const target = posix.join(posix.dirname(file), specifier).replace(/\.m?tsx?$/, "");
    const to = topFolder(target);
    const [part, otherPart] = [partOf(file), partOf(target)];
    if (part && otherPart && part !== otherPart && otherPart !== reader) {
      return [`${file} imports ${target}: ${part}/ must not know ${otherPart}/.`];
    }
    if (to === from) return [];
    if (leaves.includes(to) && !["test", "bench"].includes(from)) {
      return [`${file} imports ${target}: nobody imports ${to}/.`];
    }
    if (allowed[from]?.(target, isTypeOnly) ?? true) return [];
    return [`${file} imports ${target}: ${from}/ must not know ${to}/.`];
  });
}

/** Every import of a module, static or dynamic, with `require` and `import("…")` types. */
export function moduleImports(code: string, hasJsx = false): ModuleImport[] {
  const found: ModuleImport[] = [];
  visit(parseSync(code, { syntax: "typescript", tsx: hasJsx }), (node) => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) found.push({ specifier, isTypeOnly: isTypeOnly(node) });
  });
  return found;
}

type Node = Readonly<Record<string, unknown>>;

function specifierOf(node: Node): string | undefined {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
      return textOf(node.source);
    case "TsExternalModuleReference":
      return textOf(node.expression);
    case "TsImportType":
      return textOf(node.argument);
    case "CallExpression": {
      const callee = node.callee as Node;
      const [first] = node.arguments as readonly { readonly expression: unknown }[];
      return callee.type === "Import" || callee.value === "require" ? textOf(first?.expression) : undefined;
    }
    default:
      return undefined;
  }
}

function isTypeOnly(node: Node): boolean {
  if (node.type === "TsImportType" || node.typeOnly === true) return true;
  const specifiers = (node.specifiers ?? []) as readonly Node[];
  return specifiers.length > 0 && specifiers.every((specifier) => specifier.isTypeOnly === true);
}

function textOf(literal: unknown): string | undefined {
  const { type, value } = (literal ?? {}) as Node;
  return type === "StringLiteral" ? String(value) : undefined;
}

function visit(value: unknown, enter: (node: Node) => void): void {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) enter(value as Node);
  for (const child of Object.values(value)) visit(child, enter);
}

function partOf(path: string): string | undefined {
  return parts.find((part) => path.startsWith(`${part}/`));
}

function topFolder(path: string): string {
  return path.split("/")[0] ?? "";
}
