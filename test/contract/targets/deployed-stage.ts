import { readOutputs } from "../../../local/outputs";
import type { Target } from "../target";
import { sendOverHttp } from "./over-http";

export interface DeployedStageTarget {
  readonly target: Target;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
}

/** A stage that stands on AWS already, as its outputs file describes it. */
export function deployedStage(outputsFile: string): DeployedStageTarget {
  const { stage, apiUrl, userPoolId, userPoolClientId } = readOutputs(outputsFile);
  const { origin, pathname } = new URL(apiUrl);
  return {
    userPoolId,
    userPoolClientId,
    target: {
      name: `the deployed stage ${stage}`,
      kind: "stage",
      takesEvents: false,
      request: (call) => sendOverHttp(origin, { ...call, path: `${pathname}${call.path}` }),
      close: async () => {},
    },
  };
}
