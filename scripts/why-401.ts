/**
 * `npm run why-401`: why a token is refused. Every check in order, passed or failed, and what each layer would answer,
 * for the running system or for a deployed stage. The token is never shown.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Endpoints, endpointsFile } from "../local/endpoints";
import { explainToken, type LayerAnswer, type TokenExplanation } from "../local/gateway/authorizer/explain-token";
import { KeysUnavailableError } from "../local/gateway/authorizer/user-pool-keys";
import { readOutputs } from "../local/outputs";
import { runCommand } from "../local/run-command";
import { readToken, TokenInArgumentsError } from "./why-401/read-token";

const usage = `Usage: npm run why-401 [-- OPTIONS] [< FILE]

Says why a token is refused: every check in order, and what the gateway and the app would answer. Takes the token from
standard input or at a hidden prompt. Exit status 0 when both would let it in, else 1.

  --outputs FILE   against the deployed stage whose outputs are in FILE; without it against the system that npm start
                   has started in this checkout
  --help           this text`;

/** Whose tokens are taken, and where the keys are. */
interface Stage {
  readonly name: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly userPoolUrl: string;
  /** What to do when the keys cannot be had. */
  readonly ifUnreachable: string;
}

runCommand(usage, async (argv) => {
  const { values, positionals } = parseArgs({
    args: argv,
    options: { outputs: { type: "string" } },
    allowPositionals: true,
  });
  if (positionals.length > 0) throw new TokenInArgumentsError();
  const stage = values.outputs === undefined ? runningStage() : deployedStage(values.outputs);
  const { region, userPoolId, userPoolClientId, userPoolUrl } = stage;
  const token = await readToken(process.stdin, process.stderr);
  const question = {
    token,
    userPool: { id: userPoolId, issuer: `https://cognito-idp.${region}.amazonaws.com/${userPoolId}` },
    userPoolClientId,
    jwksUri: `${userPoolUrl}/${userPoolId}/.well-known/jwks.json`,
    now: new Date(),
  };
  const explanation = await explainToken(question).catch((error: unknown) => {
    if (!(error instanceof KeysUnavailableError)) throw error;
    throw new Error(`Whether the token is good is unknown: ${error.message}; ${stage.ifUnreachable}.`, {
      cause: error,
    });
  });
  console.log(report(stage, explanation));
  process.exitCode = explanation.gateway.status === 200 && explanation.app.status === 200 ? 0 : 1;
});

function runningStage(): Stage {
  let endpoints: Endpoints;
  try {
    endpoints = JSON.parse(readFileSync(endpointsFile, "utf8"));
  } catch (cause) {
    const way = "start it with `npm start`, or name a deployed stage with --outputs outputs.json";
    throw new Error(`Nothing is running in this checkout (no ${endpointsFile}): ${way}.`, { cause });
  }
  const name = `${endpoints.stage} on this machine`;
  return {
    ...endpoints,
    name,
    userPoolUrl: endpoints.userPoolEndpoint,
    ifUnreachable: "see whether `npm start` still runs",
  };
}

function deployedStage(file: string): Stage {
  const outputs = readOutputs(file);
  const userPoolUrl = `https://cognito-idp.${outputs.region}.amazonaws.com`;
  const ifUnreachable = "check the connection, and that the stage is still deployed";
  return { ...outputs, name: `${outputs.stage}, deployed`, userPoolUrl, ifUnreachable };
}

const checkNames = ["format", "kid", "signature", "issuer", "expiry", "audience", "token use", "e-mail"] as const;

function report({ name, userPoolId, userPoolClientId }: Stage, { checks, gateway, app }: TokenExplanation): string {
  const rows = checkNames.map((checkName) => {
    const check = checks.find((candidate) => candidate.name === checkName);
    const result = check === undefined ? "-" : check.passed ? "passed" : "FAILED";
    return `  ${result.padEnd(8)}${checkName.padEnd(11)}${check?.text ?? "not checked: the token is unreadable"}`;
  });
  return [
    `The token for stage ${name} (user pool ${userPoolId}, app client ${userPoolClientId}):`,
    ...rows,
    "",
    `  gateway  ${answerText(gateway, "lets it through")}`,
    `  app      ${answerText(app, "lets it in")}${gateway.status === 200 ? "" : " (if it were asked: the gateway refuses first)"}`,
  ].join("\n");
}

function answerText({ status, message }: LayerAnswer, welcome: string): string {
  return message === undefined ? welcome : `${status} ${JSON.stringify({ message })}`;
}
