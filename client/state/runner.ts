/** Runs one task at a time, and shows what failed where it was asked for. */
import type { Result } from "../auth/failure";
import type { State, Task } from "./state";
import type { Store } from "./store";

/**
 * @param onDone what follows when `step` went well, still part of the task
 * @param form where a failure is shown; the task's own form by default
 */
export type Runner = <Value>(
  task: Task,
  step: () => Promise<Result<Value>>,
  onDone: (value: Value) => void | Promise<void>,
  form?: Task,
) => Promise<void>;

/** @param giveUp what follows when nothing but signing in again is left */
export function createRunner({ get, set }: Store<State>, giveUp: (why: string) => Promise<void>): Runner {
  return async (task, step, onDone, form = task) => {
    if (get().running !== undefined) return;
    set({ running: task, failure: undefined, notice: undefined });
    const result = await step();
    if (result.ok) await onDone(result.value);
    else if (result.failure.goTo === undefined) set({ failure: { ...result.failure, task: form } });
    else await giveUp(result.failure.text);
    set({ running: undefined });
  };
}
