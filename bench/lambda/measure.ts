/** One contestant in one fresh process. */
import { once } from "node:events";
import { closeSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { Bundles } from "./build-bundles";
import type { Contestant } from "./contestants";
import type { Measured, MeasuredRequests } from "./measured-process";
import { spawnPinned } from "./pinned-process";
import { assertAnswers, type RequestEvents } from "./requests";
import { userPoolClientId, userPoolId } from "./user-pool-keys";

/** Where the JWKS comes from. */
export type JwksSource = { readonly given: string } | { readonly url: string; readonly authority?: string };

/** The environment that tells a contestant, ours and the peers each by their own names. */
export function environmentOf({ env }: Contestant, source: JwksSource): Record<string, string> {
  const common = { USER_POOL_ID: userPoolId, USER_POOL_CLIENT_ID: userPoolClientId, ...env };
  if ("given" in source) return { ...common, JWKS: source.given };
  return {
    ...common,
    JWKS_URI: `${source.url}/${userPoolId}/.well-known/jwks.json`,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: source.url,
    ...(source.authority && { NODE_EXTRA_CA_CERTS: source.authority }),
  };
}

export interface MeasureOptions {
  readonly contestant: Contestant;
  readonly bundles: Bundles;
  readonly source: JwksSource;
  readonly events: RequestEvents;
  /** How many of each warm request are timed, after half as many that are not. */
  readonly warmRequests: number;
  readonly folder: string;
}

/** @throws Error the contestant fails, or answers otherwise than it should */
export async function measure({
  contestant,
  bundles,
  source,
  events,
  warmRequests,
  folder,
}: MeasureOptions): Promise<Measured> {
  const requests: MeasuredRequests = { ...events, warmRequests, warmUps: warmRequests / 2 };
  const requestFile = join(folder, "requests.json");
  writeFileSync(requestFile, JSON.stringify(requests));
  const bundle =
    "given" in source ? bundles.fileWithGivenJwks(contestant.id) : join(bundles.folderOf(contestant.id), "index.js");

  // The log goes to a file, whose writes wait as those to Lambda's log do.
  const log = openSync(join(folder, "stdout.log"), "w");
  const child = spawnPinned([bundles.measuredProcess, bundle, requestFile], environmentOf(contestant, source), [
    "ignore",
    log,
    "pipe",
    "pipe",
  ]);
  closeSync(log);
  const timer = setTimeout(() => child.kill("SIGKILL"), 60_000);
  const [result, errors] = await Promise.all([
    text(child.stdio[3] as Readable),
    text(child.stderr as Readable),
    once(child, "close"),
  ]);
  clearTimeout(timer);
  if (result === "") throw new Error(`${contestant.id} failed:\n${errors}`);
  const measured: Measured = JSON.parse(result);
  assertAnswers(measured.answers);
  return measured;
}
