/** One endpoint: what it is, a button that calls it, and what came back. */
import { Fragment } from "preact";
import { useRef } from "preact/hooks";
import { type Endpoint, type EndpointName, endpoints } from "../calls/endpoints";
import { Answer } from "./answer";
import { Button } from "./button";
import type { ViewProps } from "./view";

const accessWords: Readonly<Record<Endpoint["access"], string>> = {
  public: "Open to everybody",
  user: "For signed-in users",
};

export function EndpointCard({ name, state, act }: ViewProps & { name: EndpointName }) {
  const { method, path, access, body } = endpoints[name];
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
            <span class="method">{method}</span> <code>{breakable(path)}</code>
          </h2>
          <p class="hint">{accessWords[access]}</p>
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
      <div role="status">{call && !call.isRunning && <Answer answer={call.answer} access={access} />}</div>
    </section>
  );
}

/** A path that does not fit on a line ends it with a slash. */
const breakable = (path: string) =>
  path.split(/(?<=\/)/).map((part) => (
    <Fragment key={part}>
      {part}
      <wbr />
    </Fragment>
  ));

/** For the browser to show at the input; empty when there is none. */
function jsonFault(text: string): string {
  try {
    JSON.parse(text);
    return "";
  } catch (error) {
    return `Not JSON: ${(error as Error).message}`;
  }
}
