/** Passkeys: sign in with the fingerprint, face or code of a device. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { failureOf } from "../state/state";
import { Alert } from "./alert";
import { Button } from "./button";
import { Cancel, Row } from "./row";
import type { ViewProps } from "./view";

export function Passkeys(view: ViewProps) {
  const { state, act } = view;
  const { passkeys, isTotpOn, openSetting, running } = state;
  const [deleted, setDeleted] = useState<string>();
  const add = useRef<HTMLButtonElement>(null);
  const row = { ...view, setting: "passkeys", title: "Passkeys" } as const;
  useLayoutEffect(() => {
    // A deleted passkey takes its button along, and the focus with it
    if (openSetting === "passkeys" && document.activeElement === document.body) add.current?.focus();
  }, [passkeys?.length]);
  if (passkeys === undefined) return <Row {...row} value="…" open={undefined} />;
  const count = passkeys.length === 1 ? "1 passkey" : `${passkeys.length === 0 ? "No" : passkeys.length} passkeys`;
  const isBusy = running === "passkeys";
  return (
    <Row {...row} value={count} open="Manage">
      <p>Sign in with the fingerprint, the face or the code of this device instead of a password.</p>
      {isTotpOn && (
        <p class="hint">
          While the authenticator app is on, signing in offers the password only: passkeys wait until you turn it off.
        </p>
      )}
      <Alert failure={failureOf(state, "passkeys")} />
      {passkeys.length > 0 && (
        <ul class="passkeys">
          {passkeys.map(({ id, name, createdAt }) => (
            <li key={id}>
              <span>
                {name}
                {createdAt && <span class="hint"> since {createdAt.toLocaleDateString()}</span>}
              </span>
              <Button
                isRunning={isBusy && deleted === id}
                aria-label={`Delete ${name}`}
                onClick={() => {
                  setDeleted(id);
                  act.deletePasskey(id);
                }}
              >
                Delete
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div class="actions">
        <Button
          ref={add}
          isPrimary
          isRunning={isBusy && deleted === undefined}
          onClick={() => {
            setDeleted(undefined);
            act.addPasskey();
          }}
        >
          Add a passkey
        </Button>
        <Cancel {...view} label="Done" />
      </div>
    </Row>
  );
}
