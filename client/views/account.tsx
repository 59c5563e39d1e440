/** One row for each thing that can be changed; at most one is open. */
import { useEffect } from "preact/hooks";
import { ConfirmRow } from "./confirm-row";
import { Field, KnownEmail, NewPasswordField, PasswordField } from "./fields";
import { FormRow } from "./form-row";
import { Passkeys } from "./passkeys";
import { Totp } from "./totp";
import type { ViewProps } from "./view";

export function Account(view: ViewProps) {
  const { state, act, config } = view;
  useEffect(() => {
    act.loadAccount();
  }, []);
  const { session } = state;
  if (!session) return null;
  return (
    <>
      <p class="lead">
        You are signed in as <strong>{session.email}</strong>.
      </p>
      <section class="card rows">
        <FormRow
          {...view}
          setting="changeName"
          title="Name"
          value={session.name === undefined ? "Not given" : <bdi>{session.name}</bdi>}
          open="Change"
          submit="Save"
          onSubmit={({ name }) => act.changeName(name)}
        >
          <Field
            task="changeName"
            state={state}
            name="name"
            label="Your name"
            autocomplete="name"
            defaultValue={session.name ?? ""}
          />
        </FormRow>
        <FormRow
          {...view}
          setting="changePassword"
          title="Password"
          value="••••••••"
          open="Change"
          submit="Change password"
          onSubmit={({ password, newPassword }) => act.changePassword(password, newPassword)}
        >
          <KnownEmail email={session.email} />
          <PasswordField task="changePassword" state={state} label="Current password" />
          <NewPasswordField task="changePassword" state={state} policy={config.passwordPolicy} />
        </FormRow>
        {config.totp && <Totp {...view} />}
        {config.passkeys && <Passkeys {...view} />}
      </section>
      <section class="card rows">
        <ConfirmRow
          {...view}
          setting="signOutEverywhere"
          title="Sessions"
          value="Sign out here and on every other device"
          open="End all"
          question="Every browser and device that is signed in has to sign in again, this one too."
          yes="Sign out everywhere"
          onYes={act.signOutEverywhere}
        />
        <ConfirmRow
          {...view}
          setting="deleteAccount"
          title="Delete the account"
          value="Removes you from the user pool for good"
          open="Delete"
          question="Your account is deleted at once, and nobody can bring it back."
          yes="Delete my account"
          onYes={act.deleteAccount}
        />
      </section>
    </>
  );
}
