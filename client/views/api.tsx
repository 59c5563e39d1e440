/** Calling the endpoints, and seeing how far each call comes. */

import type { ApiAnswer } from "../auth/call-api";
import type { Credential } from "../auth/connect";
import { type Endpoint, type EndpointName, endpoints } from "../calls/endpoints";
import { explain, type Layer, layers } from "../calls/explain";
import { Button } from "./button";
import type { ViewProps } from "./view";

export function Api(view: ViewProps) {
  const { state, config } = view;
  return (
    <>
      <p class="lead">
        Two endpoints at <code>{new URL(config.apiUrl).host}</code>: one is open, one wants to know who you are.
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

const choices: Readonly<Record<Credential, readonly [label: string, hint: string]>> = {
  idToken: ["ID token", "Says who you are. This is the one that the API takes."],
  accessToken: ["Access token", "Meant for the user pool itself. See the API refuse it."],
  none: ["No token", "As somebody who is signed out."],
};

function CredentialChoice({ state, act }: ViewProps) {
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

const accessWords: Readonly<Record<Endpoint["access"], string>> = {
  public: "Open to everybody",
  user: "For signed-in users",
};

function EndpointCard({ name, state, act }: ViewProps & { name: EndpointName }) {
  const { method, path, access: who } = endpoints[name];
  const call = state.calls[name];
  return (
    <section class="card" aria-labelledby={name}>
      <div class="endpoint">
        <div>
          <h2 id={name}>
            <span class="method">{method}</span> <code>{path}</code>
          </h2>
          <p class="hint">{accessWords[who]}</p>
        </div>
        <Button
          isPrimary
          isRunning={call?.isRunning ?? false}
          aria-label={`Call ${path}`}
          onClick={() => act.call(name)}
        >
          Call
        </Button>
      </div>
      <div role="status">{call && !call.isRunning && <Answer answer={call.answer} access={who} />}</div>
    </section>
  );
}

function Answer({ answer, access }: { answer: ApiAnswer | undefined; access: Endpoint["access"] }) {
  const { layer, isRefused, text } = explain(answer, access);
  return (
    <div class={isRefused ? "answer refused" : "answer"}>
      <Trail reached={layer} isRefused={isRefused} />
      <p>
        {answer && (
          <>
            <span class="status">{answer.status}</span> <span class="duration">
              {Math.round(answer.durationMs)} ms
            </span>{" "}
          </>
        )}
        {text}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long answer scrolls, also by keyboard */}
      {answer && <pre tabIndex={0}>{pretty(answer.body)}</pre>}
    </div>
  );
}

const layerNames: Readonly<Record<Layer, string>> = { page: "Page", gateway: "Gateway", app: "App" };

/** Where the call went, and where it ended. */
function Trail({ reached, isRefused }: { reached: Layer; isRefused: boolean }) {
  const end = layers.indexOf(reached);
  const stateOf = (index: number) => {
    if (index > end) return "untouched";
    return index === end && isRefused ? "stopped" : "passed";
  };
  const words = { untouched: "not reached", stopped: "refused here", passed: "passed" };
  return (
    <ol class="trail">
      {layers.map((layer, index) => (
        <li key={layer} class={stateOf(index)}>
          {layerNames[layer]}
          <span class="hidden">: {words[stateOf(index)]}</span>
        </li>
      ))}
    </ol>
  );
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body === "" ? "(no content)" : body;
  }
}
