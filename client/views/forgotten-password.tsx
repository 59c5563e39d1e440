/** A forgotten password: asking for a code, and a new password with it. */
import { BackToSignIn } from "./back-to-sign-in";
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
        {isForced
          ? "Your password has to be changed before you can sign in. We sent a code to "
          : "If this address has an account, we sent a code to "}
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
