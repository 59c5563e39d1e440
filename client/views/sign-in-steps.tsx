/** The steps that a sign-in may ask for. */
import { BackToSignIn } from "./back-to-sign-in";
import { CodeField, KnownEmail, NewPasswordField } from "./fields";
import { Form } from "./form";
import type { ScreenProps } from "./view";

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
