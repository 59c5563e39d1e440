/** `outputs.json`, as `cdktf deploy --outputs-file outputs.json` writes it: the outputs of one stage, under its name. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";

const file = "outputs.json";

export function writeOutputs(stage: string, outputs: Readonly<Record<string, unknown>>): void {
  writeFileSync(file, `${JSON.stringify({ [stage]: outputs }, null, 2)}\n`);
}

/** Removes the file if it tells about `stage`, which is gone. */
export function removeOutputs(stage: string): void {
  if (existsSync(file) && stage in JSON.parse(readFileSync(file, "utf8"))) rmSync(file);
}
