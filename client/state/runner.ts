/** Runs one task at a time, and shows what failed where it was asked for. */
import type { Result } from "../auth/failure";
import type { State, Task } from "./state";
import type { Store } from "./store";

/** @param onDone what follows when `step` went well, still part of the task */
export type Runner = <Value>(
  task: Task,
  step: () => Promise<Result<Value>>,
  onDone: (value: Value) => void | Promise<void>,
) => Promise<void>;

export function createRunner({ get, set }: Store<State>): Runner {
  return async (task, step, onDone) => {
    if (get().running !== undefined) return;
    set({ running: task, failure: undefined, notice: undefined });
    const result = await step();
    if (result.ok) await onDone(result.value);
    else if (result.failure.goTo === undefined) set({ failure: { ...result.failure, task } });
    else set({ screen: { name: "signIn" }, notice: result.failure.text });
    set({ running: undefined });
  };
}
