/** `/local/clock`: what time it is in the pool, and moving it on. */
import { InvalidParameterException } from "../errors";
import { integer } from "../input/shapes";
import { readStructure, required } from "../input/structure";
import type { LocalControls, LocalEndpoint } from "./endpoint";

const yearSeconds = 365 * 86_400;
/** Longer than any refresh token lives, and far from what a `Date` can hold. */
const mostSeconds = 100 * yearSeconds;

const input = { advanceSeconds: required(integer({ min: 0, max: mostSeconds })) };

export const clock: LocalEndpoint = {
  GET: ({ clock }) => clockAnswer(clock),
  POST({ clock }, { body }) {
    const { advanceSeconds } = readStructure(input, body);
    if (clock.advancedSeconds + advanceSeconds > mostSeconds) {
      throw new InvalidParameterException(
        `The clock cannot be more than ${mostSeconds} seconds ahead; reset the pool.`,
      );
    }
    clock.advance(advanceSeconds);
    return clockAnswer(clock);
  },
};

function clockAnswer({ now, advancedSeconds }: LocalControls["clock"]) {
  return { now: now(), advancedSeconds };
}
