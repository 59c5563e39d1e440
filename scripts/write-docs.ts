/** Writes the pages of docs/ that are made from code. A test fails when one of them is stale. */
import { writeFileSync } from "node:fs";
import { runCommand } from "../local/run-command";
import { generatedDocs } from "./generated-docs/generated-docs";

runCommand("Usage: npm run docs", async () => {
  for (const [file, page] of Object.entries(generatedDocs())) {
    writeFileSync(file, page);
    console.log(`Wrote ${file}.`);
  }
});
