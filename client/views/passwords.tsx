/** A forgotten password, and the steps that a sign-in may ask for. */
import { CodeField, EmailField, KnownEmail, NewPasswordField } from "./fields";
import { Form } from "./form";
import { InboxHint, ResendCode } from "./message-hints";
import type { ScreenProps, ViewProps } from "./view";

export function ForgotPassword(view: ViewProps) {
  return (
    <>
      <p class="lead">We send you a code, and with it you choose a new password.</p>
      <Form
        {...view}
        task="forgotPassword"
        submit="Send the code"
        onSubmit={({ email }) => view.act.forgotPassword(email)}
      >
        <EmailField task="forgotPassword" state={view.state} onInput={view.act.typeEmail} />
      </Form>
      <BackToSignIn />
    </>
  );
}

export function ResetPassword({ screen, ...view }: ScreenProps<"resetPassword">) {
  const { state, act, config } = view;
  const { email, isForced } = screen;
  return (
    <>
      <p class="lead">
        {isForced ? "Your password has to be changed before you can sign in. " : "If this address has an account, "}
        {isForced ? "We sent a code to " : "we sent a code to "}
        <strong>{email}</strong>.
      </p>
      <InboxHint {...view} />
      <Form
        {...view}
        task="resetPassword"
        submit="Set password and sign in"
        onSubmit={({ code, newPassword }) => act.resetPassword(email, code, newPassword)}
        more={<ResendCode {...view} onResend={() => act.resendResetCode(email)} />}
      >
        <CodeField task="resetPassword" state={state} />
        <KnownEmail email={email} />
        <NewPasswordField task="resetPassword" state={state} policy={config.passwordPolicy} />
      </Form>
      <BackToSignIn />
    </>
  );
}

/** The account was made by an administrator, with a temporary password. */
export function ChooseNewPassword({ screen: { email }, ...view }: ScreenProps<"newPassword" | "totp">) {
  const { state, act, config } = view;
  return (
    <>
      <p class="lead">You signed in with a temporary password. Choose your own.</p>
      <Form
        {...view}
        task="newPassword"
        submit="Set password and sign in"
        onSubmit={({ newPassword }) => act.continueSignIn("newPassword", newPassword)}
      >
        <KnownEmail email={email} />
        <NewPasswordField task="newPassword" state={state} policy={config.passwordPolicy} />
      </Form>
      <BackToSignIn />
    </>
  );
}

export function EnterTotp(view: ScreenProps<"newPassword" | "totp">) {
  return (
    <>
      <p class="lead">Open your authenticator app and enter the code that it shows for this site.</p>
      <Form {...view} task="totp" submit="Sign in" onSubmit={({ code }) => view.act.continueSignIn("totp", code)}>
        <CodeField task="totp" state={view.state} label="Code of the app" />
      </Form>
      <BackToSignIn />
    </>
  );
}

const BackToSignIn = () => (
  <p class="ways">
    <a href="#sign-in">Back to sign-in</a>
  </p>
);
