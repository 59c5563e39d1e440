/** The ID token: what it says, and how long it lasts. */
import { useEffect, useState } from "preact/hooks";
import type { Session as SessionState } from "../auth/session";
import { countdown } from "../countdown";
import { readableClaims } from "../readable-claims";
import { failureOf } from "../state/state";
import { Alert } from "./alert";
import { Button } from "./button";
import type { ViewProps } from "./view";

export function Session({ state, act }: ViewProps) {
  const { session } = state;
  if (!session) return null;
  return (
    <>
      <p class="lead">What the API is told about you, signed by the user pool.</p>
      <section class="card">
        <div class="session">
          <Expiry session={session} onExpired={act.loadSession} />
          <Button isPrimary isRunning={state.running === "refresh"} onClick={act.refresh}>
            Refresh now
          </Button>
        </div>
        <Alert failure={failureOf(state, "refresh")} />
      </section>
      <section class="card">
        <h2>Claims of the ID token</h2>
        <dl class="claims">
          {readableClaims(session.claims).map(({ name, value, meaning }) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
                {meaning && <span class="hint">{meaning}</span>}
              </dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}

/** Counts down. When the token is over, Amplify gets a new one at the next look at the session. */
function Expiry({ session, onExpired }: { session: SessionState; onExpired: () => unknown }) {
  useRedraw(1000);
  const leftMs = session.expiresAt - Date.now();
  const isOver = leftMs <= 0;
  useEffect(() => {
    if (!isOver) return;
    onExpired();
    addEventListener("online", onExpired); // for the case that there was no network
    return () => removeEventListener("online", onExpired);
  }, [isOver]);
  return (
    <div class="expiry">
      <p>
        <strong role="timer">{countdown(leftMs)}</strong>{" "}
        {isOver ? "The token has expired." : "until the token expires"}
      </p>
      <progress aria-label="Time left" max={session.expiresAt - session.issuedAt} value={Math.max(0, leftMs)} />
      <p class="hint">It renews itself once it has run out.</p>
    </div>
  );
}

function useRedraw(everyMs: number): void {
  const [, setNow] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}
