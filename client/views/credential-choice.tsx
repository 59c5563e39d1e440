/** Which token calls carry. */
import type { Credential } from "../auth/connect";
import type { ViewProps } from "./view";

const choices: Readonly<Record<Credential, readonly [label: string, hint: string]>> = {
  idToken: ["ID token", "Says who you are. This is the one that the API takes."],
  accessToken: ["Access token", "Meant for the user pool itself. See the API refuse it."],
  none: ["No token", "As somebody who is signed out."],
};

export function CredentialChoice({ state, act }: ViewProps) {
  return (
    <fieldset class="choice">
      <legend>Send with each call</legend>
      <div class="segments">
        {(Object.keys(choices) as Credential[]).map((credential) => (
          <label key={credential}>
            <input
              type="radio"
              name="credential"
              checked={state.credential === credential}
              onChange={() => act.choose(credential)}
            />
            <span>{choices[credential][0]}</span>
          </label>
        ))}
      </div>
      <p class="hint">{choices[state.credential][1]}</p>
    </fieldset>
  );
}
