import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { badTokens } from "./bad-tokens";
import { oddRequests } from "./odd-requests";
import { withSecurityMatrix } from "./security-matrix";

const document = readFileSync(resolve(__dirname, "../../docs/security.md"), "utf8");

describe("docs/security.md", () => {
  test("shows the matrix as it is: else run npm run docs", () => {
    expect(document).toBe(withSecurityMatrix(document));
  });

  test("has a row for everything that the suite sends, each of its own name", () => {
    for (const rows of [badTokens, oddRequests]) {
      const names = rows.map(({ group, name }) => `${group}: ${name}`);
      expect(new Set(names).size).toBe(names.length);
      expect(names.length).toBeGreaterThanOrEqual(60);
    }
  });

  test("is the same at every run", () => {
    expect(withSecurityMatrix(document)).toBe(withSecurityMatrix(document));
  });

  test("must say where the matrix goes", () => {
    expect(() => withSecurityMatrix("# Security")).toThrow("has no part between");
  });
});
