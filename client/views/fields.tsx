/** The inputs, each with its label, its rules and its fault. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Field as FieldName } from "../auth/failure";
import type { PasswordPolicy } from "../config";
import { passwordRules } from "../password-policy";
import { failureOf, type State, type Task } from "../state/state";

interface FieldProps {
  readonly task: Task;
  readonly state: State;
  readonly name: FieldName;
  readonly label: string;
  readonly autocomplete: "username" | "current-password" | "new-password" | "one-time-code" | "name";
  readonly type?: "text" | "email" | "password";
  readonly inputMode?: "text" | "email" | "numeric";
  readonly class?: string;
  readonly defaultValue?: string;
  /** Ids of further texts that describe the input. */
  readonly describedBy?: string;
  readonly onInput?: (typed: string) => void;
  /** Beside the input. */
  readonly children?: ComponentChildren;
}

export function Field({
  task,
  state,
  name,
  label,
  describedBy,
  onInput,
  children,
  type = "text",
  ...rest
}: FieldProps) {
  const id = `${task}-${name}`;
  const failure = failureOf(state, task);
  const fault = failure?.field === name ? failure.text : undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="input">
        <input
          id={id}
          name={name}
          type={type as "text"} // the types want one literal
          autocapitalize={name === "name" ? "words" : "none"}
          dir={name === "name" ? "auto" : undefined}
          spellcheck={false}
          maxLength={256}
          aria-invalid={fault !== undefined}
          aria-describedby={[fault && `${id}-fault`, describedBy].filter(Boolean).join(" ") || undefined}
          onInput={({ currentTarget }) => onInput?.(currentTarget.value)}
          {...rest}
        />
        {children}
      </div>
      {fault && (
        <p id={`${id}-fault`} class="fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

type Given = Pick<FieldProps, "task" | "state">;

/** The address stays when a person goes on to another screen. */
export const EmailField = (given: Given & { onInput: (typed: string) => void }) => (
  <Field
    {...given}
    name="email"
    label="E-mail address"
    type="email"
    autocomplete="username"
    inputMode="email"
    defaultValue={given.state.email}
  />
);

/** The six digits of a message or of an authenticator app. */
export const CodeField = ({ label = "Code", ...given }: Given & { label?: string }) => (
  <Field {...given} name="code" label={label} class="code" autocomplete="one-time-code" inputMode="numeric" />
);

export const PasswordField = ({ label = "Password", ...given }: Given & { label?: string }) => (
  <SecretField {...given} name="password" label={label} autocomplete="current-password" />
);

/** Shows the pool's rules, and which of them are met while typing. */
export function NewPasswordField({
  policy,
  label = "New password",
  ...given
}: Given & { policy: PasswordPolicy; label?: string }) {
  const [typed, setTyped] = useState("");
  const rulesId = `${given.task}-rules`;
  return (
    <>
      <SecretField
        {...given}
        name="newPassword"
        label={label}
        autocomplete="new-password"
        describedBy={rulesId}
        onInput={setTyped}
      />
      <ul id={rulesId} class="rules">
        {passwordRules(policy, typed).map(({ words, isMet }) => (
          <li key={words} class={isMet ? "met" : undefined}>
            {words}
            <span class="hidden">{isMet ? ": met" : ": not met yet"}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function SecretField(props: FieldProps) {
  const [isShown, setIsShown] = useState(false);
  return (
    <Field {...props} type={isShown ? "text" : "password"}>
      <button type="button" class="reveal" aria-pressed={isShown} onClick={() => setIsShown(!isShown)}>
        {isShown ? "Hide" : "Show"}
        <span class="hidden"> the password</span>
      </button>
    </Field>
  );
}

/** Tells password managers whose password this is. */
export const KnownEmail = ({ email }: { email: string }) => (
  <input
    class="hidden"
    type="email"
    name="known"
    autocomplete="username"
    value={email}
    tabIndex={-1}
    readOnly
    aria-hidden="true"
  />
);
