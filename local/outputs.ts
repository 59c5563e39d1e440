/** Terraform outputs of a deployed stage, as `npm run deploy` and `cdktf deploy --outputs-file` write them. */
import { readFileSync } from "node:fs";

export interface DeployedStage {
  readonly stage: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** With the stage. */
  readonly apiUrl: string;
}

/** The outputs file is missing or is not one. */
export class OutputsFileError extends Error {
  override readonly name = "OutputsFileError";
}

/** @throws OutputsFileError naming the file, what is wrong with it, and the way out */
export function readOutputs(file: string): DeployedStage {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    const hint = "deploy with `npm run deploy`, or write it with `npx cdktf deploy --outputs-file outputs.json`";
    throw new OutputsFileError(`Cannot read the outputs file ${file}: ${hint}.`, { cause });
  }
  const stages = Object.entries((json ?? {}) as Record<string, Record<string, unknown>>);
  const [only] = stages;
  if (only === undefined || stages.length > 1) {
    throw new OutputsFileError(`The outputs file ${file} must hold exactly one stage, not ${stages.length}.`);
  }
  const [stage, outputs] = only;
  const missing = ["Region", "UserPoolId", "UserPoolClientId", "ApiUrl"].filter(
    (name) => typeof outputs?.[name] !== "string",
  );
  if (missing.length > 0) {
    throw new OutputsFileError(
      `The outputs file ${file} lacks ${missing.join(", ")}: deploy the stage ${stage} again.`,
    );
  }
  const text = (name: string) => String(outputs[name]);
  return {
    stage,
    region: text("Region"),
    userPoolId: text("UserPoolId"),
    userPoolClientId: text("UserPoolClientId"),
    apiUrl: text("ApiUrl").replace(/\/$/, ""),
  };
}
