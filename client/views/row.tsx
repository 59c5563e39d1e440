/** One setting of the account: what it is now, and what opens to change it. */
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { failureOf, type Setting } from "../state/state";
import { Alert } from "./alert";
import { Button } from "./button";
import type { ViewProps } from "./view";

export interface RowProps extends ViewProps {
  readonly setting: Setting;
  readonly title: string;
  readonly value: ComponentChildren;
  /** What the button says; none while there is nothing to open yet. */
  readonly open: string | undefined;
  /** What the button does, where that is more than opening the row. */
  readonly onOpen?: () => unknown;
  readonly children?: ComponentChildren;
}

/** Never what cannot be undone: Enter may be pressed twice, or held. */
const firstToFocus = "input:not([tabindex='-1']), .actions .button:not(.dangerous)";

export function Row({ state, act, setting, title, value, open, onOpen, children }: RowProps) {
  const isOpen = state.openSetting === setting;
  const panel = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(isOpen);
  useLayoutEffect(() => {
    if (isOpen) panel.current?.querySelector<HTMLElement>(firstToFocus)?.focus();
    else if (wasOpen.current) opener.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return (
    <div class="row">
      <div class="summary">
        <h2>{title}</h2>
        {!isOpen && <p class="value">{value}</p>}
        {!isOpen && open && (
          <button
            ref={opener}
            type="button"
            class="button"
            aria-busy={state.running === setting}
            aria-label={`${open}: ${title}`}
            onClick={onOpen ?? (() => act.openSetting(setting))}
          >
            {open}
          </button>
        )}
      </div>
      {isOpen ? <div ref={panel}>{children}</div> : <Alert failure={failureOf(state, setting)} />}
    </div>
  );
}

export const Cancel = ({ act, label = "Cancel" }: ViewProps & { label?: string }) => (
  <Button onClick={() => act.openSetting(undefined)}>{label}</Button>
);
