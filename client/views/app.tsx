/** The whole page: who is signed in, where one can go, and the screen. */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { hashOf, type ScreenName, titles } from "../state/screens";
import { Account } from "./account";
import { Api } from "./api";
import { Button } from "./button";
import { ChooseNewPassword, EnterTotp, ForgotPassword, ResetPassword } from "./passwords";
import { Session } from "./session";
import { SignIn } from "./sign-in";
import { ConfirmSignUp, SignUp } from "./sign-up";
import type { ViewProps } from "./view";

export function App(view: ViewProps) {
  const { state, config } = view;
  const { screen, notice } = state;
  const main = useRef<HTMLElement>(null);
  useFocusOnNext(screen.name, main);
  useEffect(() => {
    document.title = `${titles[screen.name]} · Secured API`;
  }, [screen.name]);
  return (
    <>
      <Header {...view} />
      <main ref={main} class={isWide(screen.name) ? "wide" : "narrow"}>
        <h1 tabIndex={-1}>{titles[screen.name]}</h1>
        <p class="notice" role="status">
          {notice}
        </p>
        <div key={screen.name}>
          <CurrentScreen {...view} />
        </div>
      </main>
      <footer>
        User pool <code>{config.userPoolId}</code>
        {config.inboxUrl && " on this machine"}
      </footer>
    </>
  );
}

const isWide = (name: ScreenName) => ["api", "session", "account"].includes(name);

function CurrentScreen(view: ViewProps) {
  const { screen } = view.state;
  switch (screen.name) {
    case "signIn":
      return <SignIn {...view} />;
    case "signUp":
      return <SignUp {...view} />;
    case "confirmSignUp":
      return <ConfirmSignUp {...view} screen={screen} />;
    case "forgotPassword":
      return <ForgotPassword {...view} />;
    case "resetPassword":
      return <ResetPassword {...view} screen={screen} />;
    case "newPassword":
      return <ChooseNewPassword {...view} screen={screen} />;
    case "totp":
      return <EnterTotp {...view} screen={screen} />;
    case "api":
      return <Api {...view} />;
    case "session":
      return <Session {...view} />;
    case "account":
      return <Account {...view} />;
  }
}

function Header({ state, act, config }: ViewProps) {
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

export const Logo = () => (
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

/** After the first screen, the focus goes to what is next: the first input, or else the heading. */
function useFocusOnNext(name: ScreenName, main: { current: HTMLElement | null }): void {
  const isFirst = useRef(true);
  useLayoutEffect(() => {
    const find = (selector: string) => main.current?.querySelector<HTMLElement>(selector);
    if (isFirst.current) isFirst.current = false;
    else (find("form input:not([tabindex='-1'])") ?? find("h1"))?.focus();
  }, [name]);
}
