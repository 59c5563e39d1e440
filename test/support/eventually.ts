/** For what another process does in its own time. How long it takes is measured in bench/. */
import { setTimeout as sleep } from "node:timers/promises";

/** Repeats a check until it holds; fails with its last error when it does not hold in time. */
export async function eventually(check: () => unknown, withinMs = 10_000): Promise<void> {
  for (const deadline = Date.now() + withinMs; ; await sleep(50)) {
    try {
      await check();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}
