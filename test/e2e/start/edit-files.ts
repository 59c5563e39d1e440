/** Edits of a running checkout's files. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export function edit(folder: string, file: string, from: string, to: string): void {
  const path = join(folder, file);
  writeFileSync(path, edited(path, from, to));
}

/** As most programs save: the file is emptied, then written. A busy machine takes `pauseMs` in between. */
export async function editInTwoSteps(
  pauseMs: number,
  folder: string,
  file: string,
  from: string,
  to: string,
): Promise<void> {
  const path = join(folder, file);
  const text = edited(path, from, to);
  writeFileSync(path, "");
  await sleep(pauseMs);
  writeFileSync(path, text);
}

function edited(path: string, from: string, to: string): string {
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
  return text.replace(from, to);
}
