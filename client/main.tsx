/** The composing place of the page: fetches the configuration, connects the parts, and draws every change. */
import { render } from "preact";
import * as auth from "./auth";
import { loadPageConfig, type PageConfig, PageConfigError } from "./config";
import { type Actions, createActions } from "./state/actions";
import { hashOf } from "./state/screens";
import { initialState, type State } from "./state/state";
import { createStore, type Store } from "./state/store";
import { App } from "./views/app";
import { CannotStart } from "./views/cannot-start";

const root = document.getElementById("app") as HTMLElement;

start(root);

async function start(root: HTMLElement): Promise<void> {
  try {
    await run(root, await loadPageConfig(location.origin));
  } catch (error) {
    if (!(error instanceof PageConfigError)) throw error;
    render(
      <CannotStart
        title="The page's configuration, /config.json, is wrong"
        faults={error.faults}
        onRetry={() => location.reload()}
      />,
      root,
    );
  }
}

async function run(root: HTMLElement, config: PageConfig): Promise<void> {
  const store = createStore<State>(initialState);
  const act = createActions({ store, auth, config });
  auth.connect(config);
  auth.listenToSession(act.hear);

  const draw = () => {
    const state = store.get();
    if (state.session !== undefined) return render(<App state={state} act={act} config={config} />, root);
    const { failure } = state;
    if (failure)
      render(
        <CannotStart
          title="Not connected"
          faults={[failure.text]}
          onRetry={() => act.start(location.hash, rememberedEmail())}
        />,
        root,
      );
  };
  store.subscribe(draw);
  keepAddress(store, act);
  await act.start(location.hash, rememberedEmail());
}

/** Of the step that the browser's history stands at. */
const rememberedEmail = (): string | undefined => history.state?.email;

/**
 * The address follows the screen, and the screen the address: links, back and forward. A step's e-mail address is kept
 * beside it in the browser's history, so that the step survives a reload.
 */
function keepAddress(store: Store<State>, act: Actions): void {
  store.subscribe(() => {
    const { session, screen } = store.get();
    const hash = hashOf(screen);
    if (session === undefined || location.hash === hash) return;
    const kept = "email" in screen ? { email: screen.email } : null;
    if (location.hash === "") history.replaceState(kept, "", hash);
    else history.pushState(kept, "", hash);
  });
  addEventListener("popstate", () => {
    act.open(location.hash, rememberedEmail());
    const hash = hashOf(store.get().screen);
    if (location.hash !== hash) history.replaceState(null, "", hash); // it named a step, or a screen for somebody else
  });
}
