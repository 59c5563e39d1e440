import { oneAtATime } from "../../local/one-at-a-time";

describe("work that is done one at a time", () => {
  test("runs once more for any number of calls while it runs", async () => {
    const runs: (() => void)[] = [];
    const work = oneAtATime(() => new Promise((resolve) => runs.push(resolve)));

    const all = work();
    void work();
    void work();
    expect(runs).toHaveLength(1);
    runs[0]?.();
    await Promise.resolve();
    await Promise.resolve();
    expect(runs).toHaveLength(2);
    runs[1]?.();
    await all;

    expect(runs).toHaveLength(2);
  });

  test("runs again when it is called again later", async () => {
    let runs = 0;
    const work = oneAtATime(async () => {
      runs++;
    });

    await work();
    await work();

    expect(runs).toBe(2);
  });
});
