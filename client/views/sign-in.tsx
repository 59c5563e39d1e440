import { Button } from "./button";
import { EmailField, PasswordField } from "./fields";
import { Form } from "./form";
import type { ScreenProps } from "./view";

export function SignIn({ screen, ...view }: ScreenProps<"signIn" | "signUp" | "forgotPassword">) {
  const { state, act, config } = view;
  const emailTyped = (form: HTMLFormElement | null) =>
    String(new FormData(form ?? undefined).get("email") ?? "").trim();
  return (
    <>
      <Form
        {...view}
        task="signIn"
        submit="Sign in"
        onSubmit={({ email, password }) => act.signIn(email, password)}
        more={
          config.passkeys && (
            <Button
              isRunning={state.running === "passkeySignIn"}
              onClick={({ currentTarget }) => act.signInWithPasskey(emailTyped(currentTarget.form))}
            >
              Use a passkey
            </Button>
          )
        }
      >
        <EmailField task="signIn" state={state} email={screen.email} />
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
