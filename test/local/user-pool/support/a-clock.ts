/** A clock that stands still until it is moved. */
export interface MovableClock {
  (): Date;
  advance(seconds: number): void;
}

export function aClock(start = new Date()): MovableClock {
  let now = start.getTime();
  return Object.assign(() => new Date(now), {
    advance(seconds: number) {
      now += seconds * 1000;
    },
  });
}
