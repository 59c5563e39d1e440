import { countdown } from "../../client/countdown";

describe("countdown", () => {
  test.each([
    [3_600_000, "1:00:00"],
    [3_599_000, "59:59"],
    [61_000, "1:01"],
    [1, "0:01"],
    [0, "0:00"],
    [-5000, "0:00"],
  ])("writes %i ms as %s", (leftMs, text) => {
    expect(countdown(leftMs)).toBe(text);
  });
});
