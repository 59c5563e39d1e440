/** Synthesizes the real stack in a folder of its own, as `infra/main.ts` does. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { routes as ownRoutes, type Route } from "../../api/routes";
import { ServiceStack } from "../../infra/service-stack";
import { parseSettings } from "../../infra/settings";

export interface Asked {
  /** As in the environment; `{}` is the default `dev` stage. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly routes?: Readonly<Record<string, Route>>;
  readonly project?: string;
  /** Content of the bundle. */
  readonly code?: string;
}

type Arguments = Readonly<Record<string, unknown>>;

/** `cdk.tf.json`, as far as the tests look into it. */
export interface Synthesized {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
  readonly output: Readonly<Record<string, { readonly value: string }>>;
  readonly provider: { readonly aws: readonly Arguments[] };
  readonly terraform: { readonly backend: Arguments };
}

/** The settings that a stage with real users cannot do without. */
export const productionSettings = { STAGE: "prod", TF_STATE_BUCKET: "example-state", EMAIL_SENDER: "cognito" } as const;

/** JSON by what was asked: most tests of a file look at the same few stacks. */
const known = new Map<string, string>();

export function synthesize(asked: Asked = {}): Synthesized {
  const key = JSON.stringify(asked);
  const json = known.get(key) ?? JSON.stringify(synthesizeAnew(asked));
  known.set(key, json);
  return JSON.parse(json);
}

export function synthesizeAnew(asked: Asked = {}): Synthesized {
  const folder = aBuild(asked.code);
  try {
    return JSON.parse(readFileSync(synthesizeIn(folder, asked), "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Synthesizes with the build in `folder`, and returns the path of `cdk.tf.json`. */
export function synthesizeIn(folder: string, { environment = {}, routes = ownRoutes, project }: Asked): string {
  const settings = parseSettings(environment, project ?? "cognito-secured-api");
  withoutStackTraces(() => {
    const app = new App({ outdir: join(folder, "cdktf.out"), stackTraces: false });
    new ServiceStack(app, settings.stage, { settings, routes, buildFolder: folder });
    app.synth();
  });
  return join(folder, "cdktf.out", "stacks", settings.stage, "cdk.tf.json");
}

/** cdktf takes a stack trace for every value, and Jest would look up each of their lines in the source maps. */
function withoutStackTraces(synthesize: () => void): void {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = ({ message }) => message;
  try {
    synthesize();
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}

/** A folder with a built function and a built page, as `npm run build` leaves them. */
export function aBuild(code = "exports.handler = async () => ({ statusCode: 200 });"): string {
  const folder = mkdtempSync(join(tmpdir(), "infra-"));
  const files = {
    "api/index.js": code,
    "client/index.html": "<!doctype html><title>page</title>",
    "client/assets/main-1234.js": "console.log(1)",
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** The only resource of its type. */
export function theOnly({ resource }: Synthesized, type: string): Arguments {
  const [found, ...others] = Object.values(resource[type] ?? {});
  if (found === undefined || others.length > 0)
    throw new Error(`There are ${others.length + (found ? 1 : 0)} ${type}.`);
  return found;
}

/** All addresses, sorted. */
export function addresses({ resource }: Synthesized): string[] {
  return Object.entries(resource)
    .flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`))
    .sort();
}

/** `aws_iam_role.x.arn` as Terraform's expression. */
export function ref(attribute: string): string {
  return `\${${attribute}}`;
}
