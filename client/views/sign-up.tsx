import { CodeField, EmailField, KnownEmail, NewPasswordField } from "./fields";
import { Form } from "./form";
import { InboxHint, ResendCode } from "./message-hints";
import type { ScreenProps, ViewProps } from "./view";

export function SignUp(view: ViewProps) {
  const { state, act, config } = view;
  return (
    <>
      <p class="lead">An e-mail address and a password are all it takes.</p>
      <Form
        {...view}
        task="signUp"
        submit="Create account"
        onSubmit={(values) => act.signUp(values.email, values.newPassword)}
      >
        <EmailField task="signUp" state={state} onInput={act.typeEmail} />
        <NewPasswordField task="signUp" state={state} label="Password" policy={config.passwordPolicy} />
      </Form>
      <p class="ways">
        <span>
          Have an account? <a href="#sign-in">Sign in</a>
        </span>
      </p>
    </>
  );
}

export function ConfirmSignUp({ screen, ...view }: ScreenProps<"confirmSignUp">) {
  const { state, act } = view;
  const { email, password } = screen;
  return (
    <>
      <p class="lead">
        We sent a message with a code to <strong>{email}</strong>.
      </p>
      <InboxHint {...view} />
      <Form
        {...view}
        task="confirmSignUp"
        submit="Confirm and sign in"
        onSubmit={({ code }) => act.confirmSignUp(email, password, code)}
        more={<ResendCode {...view} onResend={() => act.resendSignUpCode(email)} />}
      >
        <KnownEmail email={email} />
        <CodeField task="confirmSignUp" state={state} />
      </Form>
      <p class="ways">
        <a href="#sign-up">Use another address</a>
      </p>
    </>
  );
}
