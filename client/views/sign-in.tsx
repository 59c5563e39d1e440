import { Button } from "./button";
import { EmailField, PasswordField } from "./fields";
import { Form } from "./form";
import type { ViewProps } from "./view";

export function SignIn(view: ViewProps) {
  const { state, act, config } = view;
  return (
    <>
      <p class="lead">To call the API as yourself.</p>
      <Form
        {...view}
        task="signIn"
        submit="Sign in"
        onSubmit={({ email, password }) => act.signIn(email, password)}
        more={
          config.passkeys && (
            <Button
              isRunning={state.running === "passkeySignIn"}
              onClick={({ currentTarget }) => act.signInWithPasskey(emailIn(currentTarget.form))}
            >
              Use a passkey
            </Button>
          )
        }
      >
        <EmailField task="signIn" state={state} onInput={act.typeEmail} />
        <PasswordField task="signIn" state={state} />
      </Form>
      <p class="ways">
        <a href="#forgot-password">Forgot your password?</a>
        <span>
          New here? <a href="#sign-up">Create an account</a>
        </span>
      </p>
    </>
  );
}

/** What stands in the field: a password manager may have filled it in without an event. */
const emailIn = (form: HTMLFormElement | null) => String(new FormData(form ?? undefined).get("email") ?? "");
