/** The part of `docs/security.md` that is made of the contract suite's data. */
import { type BadToken, badTokens } from "./bad-tokens";
import { type OddRequest, oddRequests } from "./odd-requests";
import type { TokenKit } from "./token-kit";

const begin = "<!-- generated: npm run docs -->";
const end = "<!-- end of the generated part -->";

/** `document` with its generated part made anew. @throws Error it has no such part */
export function withSecurityMatrix(document: string): string {
  const [start, stop] = [document.indexOf(begin), document.indexOf(end)];
  if (start < 0 || stop < start) throw new Error(`docs/security.md has no part between ${begin} and ${end}.`);
  return `${document.slice(0, start + begin.length)}\n\n${securityMatrix()}\n${document.slice(stop)}`;
}

function securityMatrix(): string {
  return [
    `### ${badTokens.length} tokens that nobody gets in with`,
    "",
    ...groups(badTokens).flatMap(([group, rows]) => table(`${group}`, ["Stopped by", "Answer"], rows.map(tokenRow))),
    `### ${oddRequests.length} requests that do not get around the authorizer`,
    "",
    ...groups(oddRequests).flatMap(([group, rows]) =>
      table(group, ["Request", "Stopped by", "Answer", "Of the app alone"], rows.map(requestRow)),
    ),
  ].join("\n");
}

const stoppedBy: Readonly<Record<BadToken["stoppedBy"], string>> = {
  authorizer: "authorizer",
  app: "app",
  either: "app, at the latest",
};

function tokenRow({ name, status, ...row }: BadToken): readonly string[] {
  return [name, stoppedBy[row.stoppedBy], String(status ?? 401)];
}

function requestRow({ name, method, path, event, app, stage }: OddRequest): readonly string[] {
  const request = `\`${method} ${path(anyPool)}\``;
  // An event that is forged does not come through a gateway.
  if (event) return [name, request, app === 401 ? "app" : outcome(app), "—", String(app)];
  return [name, request, outcome(stage), String(stage), String(app)];
}

/** A path may hold a token, which is another one at each run. */
const anyPool = { idToken: () => "…" } satisfies Partial<TokenKit> as unknown as TokenKit;

/** Who gave an answer with this status to a request without a good token. */
function outcome(status: number): string {
  switch (status) {
    case 200:
      return "nobody: it is the public route that answers";
    case 204:
      return "nobody: it is a preflight's answer";
    case 403:
      return "gateway: no such method";
    case 400:
      return "handler: malformed event";
    default:
      return "authorizer";
  }
}

function table(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line([title, ...columns]), line([title, ...columns].map(() => "---")), ...rows.map(line), ""];
}

function groups<Row extends { readonly group: string }>(
  rows: readonly Row[],
): readonly (readonly [string, readonly Row[]])[] {
  return [...new Set(rows.map(({ group }) => group))].map((group) => [
    group,
    rows.filter((row) => row.group === group),
  ]);
}
