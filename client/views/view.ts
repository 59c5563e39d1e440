/** What every screen is drawn from. */
import type { PageConfig } from "../config";
import type { Actions } from "../state/actions";
import type { State } from "../state/state";

export interface ViewProps {
  readonly state: State;
  readonly act: Actions;
  readonly config: PageConfig;
}

/** A screen that can only be shown in some state of the page, narrowed to it. */
export type ScreenProps<Name extends State["screen"]["name"]> = ViewProps & {
  readonly screen: Extract<State["screen"], { readonly name: Name }>;
};
