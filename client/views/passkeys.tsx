/** Passkeys: sign in with the fingerprint, face or code of a device. */
import { failureOf } from "../state/state";
import { Alert } from "./alert";
import { Button } from "./button";
import { Cancel, Row } from "./row";
import type { ViewProps } from "./view";

export function Passkeys(view: ViewProps) {
  const { state, act } = view;
  const { passkeys, isTotpOn } = state;
  if (passkeys === undefined) return null;
  const count = passkeys.length === 1 ? "1 passkey" : `${passkeys.length === 0 ? "No" : passkeys.length} passkeys`;
  return (
    <Row {...view} setting="passkeys" title="Passkeys" value={count} open="Manage">
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
              <Button aria-label={`Delete ${name}`} onClick={() => act.deletePasskey(id)}>
                Delete
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div class="actions">
        <Button isPrimary isRunning={state.running === "passkeys"} onClick={act.addPasskey}>
          Add a passkey
        </Button>
        <Cancel {...view} label="Done" />
      </div>
    </Row>
  );
}
