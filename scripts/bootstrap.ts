/** `npm run bootstrap`: makes the bucket that keeps the state of the stages, or puts an existing one in order. */
import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { App } from "cdktf";
import { StateBucketStack } from "../infra/state-bucket-stack";
import { runCommand } from "../local/run-command";
import { explainFailure } from "./deployment/explain-failure";
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

  const { name: project } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly name: string };
  const outdir = join("cdktf.out", "bootstrap");
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir, stackTraces: false });
  new StateBucketStack(app, "state-bucket", {
    bucketName,
    region,
    project,
    stateFile: resolve(stateFile),
    exists: canAsk && (await bucketExists(bucketName, region, pathStyleS3)),
    pathStyleS3,
  });
  app.synth();

  const terraform = new Terraform(join(outdir, "stacks", "state-bucket"), env);
  await terraform.init();
  await terraform.applyUnseen();
  console.log(`\nThe bucket ${bucketName} in ${region} keeps the state of stages from now on:`);
  console.log(`  TF_STATE_BUCKET=${bucketName} TF_STATE_REGION=${region} npm run deploy`);
  console.log("For a stage whose state is elsewhere, add: -- --migrate-state");
  console.log(`What this command knows is in ${stateFile}; without that file it takes the bucket over again.`);
});

/**
 * Lists nothing of the bucket: HeadBucket would do, but its refusals have no body, and so do not say what is wrong.
 * @throws Error when the bucket belongs to somebody else, or AWS cannot be asked
 */
async function bucketExists(Bucket: string, region: string, forcePathStyle: boolean): Promise<boolean> {
  try {
    await new S3Client({ region, forcePathStyle }).send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }));
    return true;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    if ($metadata?.httpStatusCode === 404) return false;
    const explained = explainFailure(`${name}: ${message}`);
    if (explained !== undefined) throw new Error(explained);
    if ($metadata?.httpStatusCode === 403) {
      throw new Error(`The bucket ${Bucket} belongs to another account, or you may not see it: choose another name.`);
    }
    if ($metadata?.httpStatusCode === 301) {
      throw new Error(`The bucket ${Bucket} is in another region than ${region}: set TF_STATE_REGION.`);
    }
    throw new Error(`The bucket ${Bucket} could not be looked up: ${message}`);
  }
}
