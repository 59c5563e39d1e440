import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type FileWatch, watchFiles } from "../../local/watch-files";
import { eventually } from "../support/eventually";

let folder: string;
let file: string;
let watching: FileWatch;
/** What `file` held at the last call. */
let seen: string | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "watch-files-"));
  file = join(folder, "edited.ts");
  writeFileSync(file, "before");
  seen = undefined;
  watching = watchFiles([folder], () => {
    seen = readFileSync(file, "utf8");
  });
  await becomesReady();
});
afterEach(async () => {
  await watching.close();
  rmSync(folder, { recursive: true });
});

test.each([0, 2, 10, 30, 45])(
  "a file that is emptied, and written %i ms later, is seen as it is in the end",
  async (ms) => {
    const descriptor = openSync(file, "w");
    await sleep(ms);
    writeSync(descriptor, "after");
    closeSync(descriptor);

    await eventually(() => expect(seen).toBe("after"), 2_000);
  },
);

test("a file that is put in the place of another is seen", async () => {
  writeFileSync(`${file}.new`, "after");
  renameSync(`${file}.new`, file);

  await eventually(() => expect(seen).toBe("after"), 2_000);
});

test("a file in a new folder is seen", async () => {
  mkdirSync(join(folder, "new"));
  writeFileSync(join(folder, "new/other.ts"), "");

  await eventually(() => expect(seen).toBe("before"), 2_000);
});

test("nothing is told after the end", async () => {
  writeFileSync(file, "after");
  await watching.close();
  await sleep(100);

  expect(seen).toBeUndefined();
});

/** A watch needs a moment until it has looked around. */
async function becomesReady(): Promise<void> {
  const probe = join(folder, "probe");
  for (let attempt = 0; seen === undefined; attempt++) {
    writeFileSync(probe, String(attempt));
    await sleep(50);
  }
  await sleep(100);
  seen = undefined;
}
