/** The page's files: encrypted, for nobody but the distribution, and over TLS only. */
import type { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { Construct } from "constructs";
import type { Settings } from "./settings";
import { bucketOverTlsOnly } from "./tls-only";

export interface PageBucketProps {
  readonly settings: Settings;
}

export class PageBucket extends Construct {
  readonly bucket: S3Bucket;
  readonly #accessBlock: S3BucketPublicAccessBlock;

  constructor(scope: Construct, id: string, { settings }: PageBucketProps) {
    super(scope, id);
    const account = new DataAwsCallerIdentity(this, "account", {});
    this.bucket = new S3Bucket(this, "bucket", {
      // Names of buckets are shared by all accounts of the world.
      bucket: `${settings.prefix}-page-${account.accountId}`,
      // Every build makes the files again.
      forceDestroy: true,
    });
    this.#accessBlock = new S3BucketPublicAccessBlock(this, "access-block", {
      bucket: this.bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketOwnershipControls(this, "ownership", {
      bucket: this.bucket.id,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: this.bucket.id,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
  }

  /** Lets `distribution`, and nobody else, read the files. */
  letRead(distribution: CloudfrontDistribution): void {
    new S3BucketPolicy(this, "policy", {
      bucket: this.bucket.id,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "DistributionReads",
            Effect: "Allow",
            Principal: { Service: "cloudfront.amazonaws.com" },
            Action: "S3:GetObject",
            Resource: `${this.bucket.arn}/*`,
            Condition: { StringEquals: { "AWS:SourceArn": distribution.arn } },
          },
          bucketOverTlsOnly(this.bucket.arn),
        ],
      }),
      // S3 refuses two changes of a bucket's access at a time.
      dependsOn: [this.#accessBlock],
    });
  }
}
