/** What came back of a call, and how far the call came. */
import type { ApiAnswer } from "../auth/call-api";
import type { Endpoint } from "../calls/endpoints";
import { explain, type Layer, layers } from "../calls/explain";

export function Answer({ answer, access }: { answer: ApiAnswer | undefined; access: Endpoint["access"] }) {
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
      {answer && <pre>{pretty(answer.body)}</pre>}
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
