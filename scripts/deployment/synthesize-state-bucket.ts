/** Synthesizes the stack of the bucket that keeps the state of the stages. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { StateBucketStack, type StateBucketStackProps } from "../../infra/state-bucket-stack";

/** @returns the folder for Terraform */
export function synthesizeStateBucket(outdir: string, props: StateBucketStackProps): string {
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir, stackTraces: false });
  new StateBucketStack(app, "state-bucket", props);
  app.synth();
  return join(outdir, "stacks", "state-bucket");
}
