/**
 * The program behind `cdktf synth`: one stack, named after the stage, written to `cdktf.out/`. Runs in the project's root.
 */
import { readFileSync } from "node:fs";
import { App } from "cdktf";
import { routes } from "../api/routes";
import { MissingBuildError } from "./missing-build-error";
import { ServiceStack } from "./service-stack";
import { parseSettings, SettingsError } from "./settings";

function main(): void {
  const { name } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly name: string };
  const settings = parseSettings(process.env, name);

  const app = new App({ stackTraces: false });
  new ServiceStack(app, settings.stage, { settings, routes, buildFolder: "dist" });
  app.synth();
}

try {
  main();
} catch (error) {
  // These say what to do; a stack trace would only hide it.
  const isExplained = error instanceof SettingsError || error instanceof MissingBuildError;
  console.error(isExplained ? error.message : error);
  process.exitCode = 1;
}
