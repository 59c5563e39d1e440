/** Work that waits in its middle, and must not be done twice at once. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Each piece of work begins when the one before has ended, well or not. */
export function inTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work, work);
    last = done;
    return done;
  };
}
