/** The whole page: who is signed in, where one can go, and the screen. */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { type ScreenName, titles } from "../state/screens";
import { Account } from "./account";
import { Api } from "./api";
import { ForgotPassword, ResetPassword } from "./forgotten-password";
import { Header } from "./header";
import { Session } from "./session";
import { SignIn } from "./sign-in";
import { ChooseNewPassword, EnterTotp } from "./sign-in-steps";
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

/** After the first screen, the focus goes to what is next: the first input, or else the heading. */
function useFocusOnNext(name: ScreenName, main: { current: HTMLElement | null }): void {
  const isFirst = useRef(true);
  useLayoutEffect(() => {
    const find = (selector: string) => main.current?.querySelector<HTMLElement>(selector);
    if (isFirst.current) isFirst.current = false;
    else (find("form input:not([tabindex='-1'])") ?? find("h1"))?.focus();
  }, [name]);
}
