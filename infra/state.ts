/** Where Terraform keeps what it knows: a file in the project's root, or an S3 bucket. */
import { S3Backend, type TerraformStack } from "cdktf";
import type { Settings } from "./settings";

/** Without a bucket the stack keeps the CDK for Terraform's own default, `terraform.<stage>.tfstate`. */
export function keepState(stack: TerraformStack, settings: Settings): void {
  const { tfStateBucket, tfStateRegion, project, stage, pathStyleS3 } = settings;
  if (tfStateBucket === undefined) return;
  new S3Backend(stack, {
    bucket: tfStateBucket,
    key: `${project}/${stage}.tfstate`,
    region: tfStateRegion,
    encrypt: true,
  });
  // Locking by S3 itself, and path-style addressing under their present names, are newer than the construct.
  stack.addOverride("terraform.backend.s3.use_lockfile", true);
  if (pathStyleS3) stack.addOverride("terraform.backend.s3.use_path_style", true);
}
