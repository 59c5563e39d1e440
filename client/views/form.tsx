/** A form of one task: checks what was typed, shows what failed at its field, and keeps what was typed. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Field } from "../auth/failure";
import { findFault, tidy, type Values } from "../form-faults";
import { failureOf, type Task } from "../state/state";
import { Alert } from "./alert";
import { Button } from "./button";
import type { ViewProps } from "./view";

export interface FormProps extends ViewProps {
  readonly task: Task;
  readonly submit: string;
  readonly onSubmit: (values: Record<Field, string>) => unknown;
  readonly children: ComponentChildren;
  /** Further buttons beside the first one. */
  readonly more?: ComponentChildren;
}

export function Form({ task, state, act, config, submit, onSubmit, children, more }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const failure = failureOf(state, task);
  const isAtField = failure?.field !== undefined && form.current?.elements.namedItem(failure.field);

  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [failure]);

  function check(event: SubmitEvent): void {
    event.preventDefault();
    const values = tidy(Object.fromEntries(new FormData(event.currentTarget as HTMLFormElement)) as Values);
    const fault = findFault(values, config.passwordPolicy);
    if (fault === undefined) onSubmit(values as Record<Field, string>);
    else act.reject(task, fault);
  }

  return (
    <form ref={form} class="form" noValidate onSubmit={check}>
      <Alert failure={isAtField ? undefined : failure} />
      {children}
      <div class="actions">
        <Button isPrimary isRunning={state.running === task} type="submit">
          {submit}
        </Button>
        {more}
      </div>
    </form>
  );
}
