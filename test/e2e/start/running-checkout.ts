/** `npm start` in a copy of the checkout, on free ports, until it is ready. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Endpoints } from "../../../local/endpoints";
import { type Program, startProgram } from "../../support/program";

export const anyPorts = ["--page-port", "0", "--gateway-port", "0", "--pool-port", "0"];

export interface RunningCheckout {
  readonly folder: string;
  readonly system: Program;
  readonly endpoints: Endpoints & { readonly pageUrl: string };
}

export async function startSystemIn(folder: string): Promise<RunningCheckout> {
  const system = startProgram("npm", ["start", "--", ...anyPorts], { cwd: folder, env: { SLSUSER: "" } });
  await system.line(/^listening on http:\/\/localhost:\d+$/);
  return { folder, system, endpoints: JSON.parse(readFileSync(join(folder, ".local/endpoints.json"), "utf8")) };
}
