/** How the story is told: one numbered line a step, and an end at the first one that goes wrong. */

/** A step went another way than it should. */
export class StoryError extends Error {
  override readonly name = "StoryError";
}

/** @throws StoryError */
export function expectThat(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new StoryError(otherwise);
}

/** Prints one line a step: its number, what is done, and what came of it. */
export function numberedSteps() {
  let number = 0;
  return async <Result extends string | { readonly said: string }>(title: string, act: () => Promise<Result>) => {
    const label = `${String(++number).padStart(2)}. ${title}`;
    try {
      const result = await act();
      console.log(`${label} … ${typeof result === "string" ? result : result.said}`);
      return result;
    } catch (error) {
      throw new StoryError(`${label} … FAILED: ${(error as Error).message}`, { cause: error });
    }
  };
}
