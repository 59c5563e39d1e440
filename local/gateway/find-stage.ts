/** The first segment of a path is the stage; slashes before it and after it are not looked at (recorded). */

import type { Stage } from "../terraform/rest-api/stages";
import type { RestApi } from "../terraform/rest-apis";

export interface StagePath {
  readonly stage: Stage;
  /** Below the stage, with one leading slash. */
  readonly path: string;
}

export function findStage(api: RestApi, path: string): StagePath | undefined {
  const [, name, rest = ""] = /^\/+([^/]+)(.*)$/s.exec(path) ?? [];
  const stage = api.stages.find((candidate) => candidate.name === name);
  return stage && { stage, path: `/${rest.replace(/^\/+/, "")}` };
}
