/**
 * `.local/endpoints.json`: where the running system answers, for the demo, the plain server and other tools.
 * Written last, when everything answers, and removed at a clean exit.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export interface Endpoints {
  readonly region: string;
  readonly stage: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** `http://127.0.0.1:9300` */
  readonly userPoolEndpoint: string;
  /** The gateway with the stage: `http://127.0.0.1:3000/dev` */
  readonly apiUrl: string;
  /** `http://localhost:5173`; null as long as there is no page. */
  readonly pageUrl: string | null;
  readonly inboxUrl: string;
}

export const endpointsFile = ".local/endpoints.json";

/** Atomic: a reader sees the old file or the whole new one. */
export function writeJsonFile(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}.tmp`;
  writeFileSync(partial, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(partial, file);
}

export function removeFile(file: string): void {
  rmSync(file, { force: true });
}
