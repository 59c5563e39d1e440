/** What helps a person who waits for a message. */
import { failureOf } from "../state/state";
import { Alert } from "./alert";
import { Button } from "./button";
import type { ViewProps } from "./view";

/** Local mode only: nothing is really sent. */
export const InboxHint = ({ config: { inboxUrl } }: ViewProps) =>
  inboxUrl === undefined ? null : (
    <p class="hint">
      This system runs on your machine and sends nothing:{" "}
      <a href={inboxUrl} target="_blank" rel="noopener">
        the inbox
      </a>{" "}
      has the message.
    </p>
  );

export function ResendCode({ state, onResend }: ViewProps & { onResend: () => unknown }) {
  return (
    <>
      <Button isRunning={state.running === "resendCode"} onClick={onResend}>
        Send a new code
      </Button>
      <Alert failure={failureOf(state, "resendCode")} />
    </>
  );
}
