/** What stands above every screen: where one can go, and who is signed in. */
import { hashOf, type ScreenName, titles } from "../state/screens";
import { Button } from "./button";
import type { ViewProps } from "./view";

export function Header({ state, act, config }: ViewProps) {
  const { session, screen } = state;
  const links: ScreenName[] = session ? ["api", "session", "account"] : ["signIn", "api"];
  const current = links.includes(screen.name) ? screen.name : session ? undefined : "signIn";
  return (
    <header>
      <a class="brand" href="#api" aria-label="Secured API">
        <Logo /> <span>Secured API</span>
      </a>
      <nav aria-label="Main">
        {links.map((name) => (
          <a key={name} href={hashOf({ name })} aria-current={name === current ? "page" : undefined}>
            {titles[name]}
          </a>
        ))}
        {config.inboxUrl && (
          <a href={config.inboxUrl} target="_blank" rel="noopener">
            Inbox<span aria-hidden="true"> ↗</span>
            <span class="hidden"> (local, opens in a new tab)</span>
          </a>
        )}
      </nav>
      {session && (
        <div class="who">
          <span class="hidden">Signed in as </span>
          <span class="email" title={session.email}>
            {session.email}
          </span>
          <Button isRunning={state.running === "signOut"} onClick={act.signOut}>
            Sign out
          </Button>
        </div>
      )}
    </header>
  );
}

const Logo = () => (
  <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
    <rect width="32" height="32" rx="9" fill="currentColor" />
    <path
      class="lock"
      d="M11 15v-3a5 5 0 0 1 10 0v3m-11 0h12v9H10z"
      fill="none"
      stroke-width="2.4"
      stroke-linejoin="round"
    />
  </svg>
);
