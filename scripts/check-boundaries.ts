/** Part of `npm run check`: fails when a file imports a folder that it must not know. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { runCommand } from "../local/run-command";
import { boundaryViolations } from "./module-boundaries";

runCommand("Usage: npm run check", async () => {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" });
  const files = listed.split("\n").filter((file) => /\.m?tsx?$/.test(file) && existsSync(file));
  const violations = files.flatMap((file) => boundaryViolations(file, readFileSync(file, "utf8")));
  if (violations.length > 0) throw new Error(`Module boundaries are crossed:\n  ${violations.join("\n  ")}`);
  console.log(`Module boundaries hold in ${files.length} files.`);
});
