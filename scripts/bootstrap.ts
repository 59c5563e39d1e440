/** `npm run bootstrap`: makes the bucket that keeps the state of the stages, or puts an existing one in order. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { runCommand } from "../local/run-command";
import type * as StateBucketExists from "./deployment/state-bucket-exists";
import type * as SynthesizeStateBucket from "./deployment/synthesize-state-bucket";
import { Terraform } from "./deployment/terraform";

const usage = `Usage: TF_STATE_BUCKET=NAME npm run bootstrap

Makes the S3 bucket for the Terraform state: versioned, encrypted, private. In TF_STATE_REGION, else AWS_REGION, else
eu-west-1. Running it again changes nothing.`;

/** No stage can have this name: `_` is not allowed in one. */
const stateFile = "terraform.state_bucket.tfstate";

runCommand(usage, async (argv) => {
  parseArgs({ args: argv, options: {} });
  const { env } = process;
  // The AWS SDK announces at every start when it will leave Node 20.
  env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const bucketName = env.TF_STATE_BUCKET ?? "";
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucketName)) {
    throw new Error("Name the bucket: TF_STATE_BUCKET=my-company-terraform-state npm run bootstrap");
  }
  const region = env.TF_STATE_REGION || env.AWS_REGION || "eu-west-1";
  const pathStyleS3 = Boolean(env.AWS_ENDPOINT_URL || env.AWS_ENDPOINT_URL_S3);
  await Terraform.requireInstalled(env);
  // The AWS SDK goes through no proxy, Terraform does: it finds out itself, and can make a bucket, but not take one over.
  const canAsk = !(env.HTTPS_PROXY || env.https_proxy);

  // Loaded late, the AWS SDK and cdktf: a refusal does not wait for what it does not need.
  const { stateBucketExists } = require("./deployment/state-bucket-exists") as typeof StateBucketExists;
  const exists = canAsk && (await stateBucketExists(bucketName, region, pathStyleS3));

  const { name: project } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly name: string };
  const { synthesizeStateBucket } = require("./deployment/synthesize-state-bucket") as typeof SynthesizeStateBucket;
  const outdir = join("cdktf.out", "bootstrap");
  const stateBucket = { bucketName, region, project, stateFile: resolve(stateFile), exists, pathStyleS3 };
  const terraform = new Terraform(synthesizeStateBucket(outdir, stateBucket), env);
  await terraform.init();
  await terraform.applyUnseen();
  console.log(`\nThe bucket ${bucketName} in ${region} keeps the state of stages from now on:`);
  console.log(`  TF_STATE_BUCKET=${bucketName} TF_STATE_REGION=${region} npm run deploy`);
  console.log("For a stage whose state is elsewhere, add: -- --migrate-state");
  console.log(`What this command knows is in ${stateFile}; without that file it takes the bucket over again.`);
});
