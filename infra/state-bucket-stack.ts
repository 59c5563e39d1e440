/** The S3 bucket that keeps the Terraform state of the stages: a stack of its own, which is never deployed with them. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { LocalBackend, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { bucketOverTlsOnly } from "./tls-only";

export interface StateBucketStackProps {
  readonly bucketName: string;
  readonly region: string;
  readonly project: string;
  /** Of this stack's own state. */
  readonly stateFile: string;
  /** Takes a bucket over that exists already, made by an earlier run whose state is elsewhere. */
  readonly exists: boolean;
  readonly pathStyleS3: boolean;
}

export class StateBucketStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: StateBucketStackProps) {
    super(scope, id);
    new LocalBackend(this, { path: props.stateFile });
    new AwsProvider(this, "aws", {
      region: props.region,
      defaultTags: [{ tags: { Project: props.project } }],
      ...(props.pathStyleS3 ? { s3UsePathStyle: true } : {}),
    });

    const state = new S3Bucket(this, "state", { bucket: props.bucketName, lifecycle: { preventDestroy: true } });
    if (props.exists) state.importFrom(props.bucketName);
    const bucket = state.id;
    new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    new S3BucketOwnershipControls(this, "ownership", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    const accessBlock = new S3BucketPublicAccessBlock(this, "access-block", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketPolicy(this, "policy", {
      bucket,
      policy: JSON.stringify({ Version: "2012-10-17", Statement: [bucketOverTlsOnly(state.arn)] }),
      dependsOn: [accessBlock],
    });
  }
}
