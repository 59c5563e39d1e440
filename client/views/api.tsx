/** Calling the endpoints, and seeing how far each call comes. */
import { type EndpointName, endpoints } from "../calls/endpoints";
import { CredentialChoice } from "./credential-choice";
import { EndpointCard } from "./endpoint-card";
import type { ViewProps } from "./view";

export function Api(view: ViewProps) {
  const { state, config } = view;
  return (
    <>
      <p class="lead">
        The endpoints at <code>{new URL(config.apiUrl).host}</code>, and how far each call comes.
      </p>
      {state.session ? (
        <CredentialChoice {...view} />
      ) : (
        <p class="hint">
          You are signed out, so calls carry no token. <a href="#sign-in">Sign in</a> to send one.
        </p>
      )}
      {(Object.keys(endpoints) as EndpointName[]).map((name) => (
        <EndpointCard key={name} name={name} {...view} />
      ))}
    </>
  );
}
