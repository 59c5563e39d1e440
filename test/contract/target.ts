/** Something that serves the API: the contract suite is run against each. */
import type { Json } from "./token-kit";

/** In the order and spelling in which they are sent. */
export type Headers = readonly (readonly [name: string, value: string])[];

export interface Call {
  readonly method?: string;
  /** Below the stage, sent as it is written. */
  readonly path: string;
  readonly headers?: Headers;
  readonly body?: string | Buffer;
  /** For a target that makes the event: what it has besides, or instead. */
  readonly event?: Json | undefined;
}

export interface Reply {
  readonly status: number;
  /** Names in lower case; several values joined. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Target {
  readonly name: string;
  /** `stage`: a gateway with its authorizer stands before the app. */
  readonly kind: "app" | "stage";
  /** Whether `Call.event` has an effect. */
  readonly takesEvents: boolean;
  request(call: Call): Promise<Reply>;
  close(): Promise<void>;
}
