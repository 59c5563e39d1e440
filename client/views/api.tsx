/** Calling the endpoints, and seeing how far each call comes. */

import { useRef } from "preact/hooks";
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
  const { method, path, access: who, body } = endpoints[name];
  const call = state.calls[name];
  const input = useRef<HTMLTextAreaElement>(null);

  function send(event: SubmitEvent): void {
    event.preventDefault();
    act.call(name, input.current ? JSON.parse(input.current.value) : undefined);
  }
  return (
    <section class="card" aria-labelledby={name}>
      <form class="endpoint" onSubmit={send}>
        <div>
          <h2 id={name}>
            <span class="method">{method}</span> <code>{path}</code>
          </h2>
          <p class="hint">{accessWords[who]}</p>
        </div>
        <Button isPrimary isRunning={call?.isRunning ?? false} aria-label={`Call ${path}`} type="submit">
          Call
        </Button>
        {body !== undefined && (
          <textarea
            ref={input}
            aria-label={`Body of ${method} ${path}`}
            rows={4}
            spellcheck={false}
            defaultValue={JSON.stringify(body, null, 2)}
            onInput={({ currentTarget }) => currentTarget.setCustomValidity(jsonFault(currentTarget.value))}
          />
        )}
      </form>
      <div role="status">{call && !call.isRunning && <Answer answer={call.answer} access={who} />}</div>
    </section>
  );
}

/** For the browser to show at the input; empty when there is none. */
function jsonFault(text: string): string {
  try {
    JSON.parse(text);
    return "";
  } catch (error) {
    return `Not JSON: ${(error as Error).message}`;
  }
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
