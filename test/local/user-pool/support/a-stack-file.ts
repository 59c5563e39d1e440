/** A synthesized stack as a file, for programs that read it themselves. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { aClient, aStackJson, aUserPool } from "./a-stack";
import { aDataDir } from "./running-pool";

const onePool = { aws_cognito_user_pool: { users: aUserPool }, aws_cognito_user_pool_client: { client: aClient } };

/** @returns its path */
export function aStackFile(resource: Readonly<Record<string, unknown>> = onePool): string {
  const file = join(aDataDir(), "cdk.tf.json");
  writeFileSync(file, JSON.stringify(aStackJson(resource)));
  return file;
}
