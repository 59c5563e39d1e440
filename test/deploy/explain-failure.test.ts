import { explainFailure } from "../../scripts/deployment/explain-failure";

// As Terraform 1.11, its AWS provider 5.100 and the AWS SDK word them.
describe("a failure of Terraform", () => {
  test.each([
    [
      "╷\n│ Error: No valid credential sources found\n│\n│ Error: failed to refresh cached credentials, no EC2 IMDS role found\n╵",
      "There are no AWS credentials",
    ],
    [
      "│ Error: Retrieving AWS account details: operation error STS: GetCallerIdentity, ExpiredToken: The security token\n│ included in the request is expired",
      "credentials have expired",
    ],
    [
      "│ Error: refreshing cached SSO token failed, the SSO session has expired or is invalid",
      "credentials have expired",
    ],
    ["CredentialsProviderError: The SSO session associated with this profile has expired.", "credentials have expired"],
    [
      "│ Error: creating S3 Bucket (x): operation error S3: CreateBucket, BucketAlreadyOwnedByYou: \n│\n│   with aws_s3_bucket.state,\n│   on cdk.tf.json line 39",
      "through a proxy",
    ],
    ["│ Error: operation error STS: GetCallerIdentity, api error InvalidClientTokenId: invalid", "does not know these"],
    ["│ Error: failed to get shared config profile, nix", "AWS_PROFILE names a profile"],
    [
      "│ Error: creating API Gateway Stage: BadRequestException: CloudWatch Logs role ARN must be set in account\n│ settings to enable logging",
      "API_GATEWAY_ACCOUNT_ROLE=on",
    ],
    ["│ Error: Backend configuration changed\n│ A change in the backend configuration", "--migrate-state"],
    ['│ Error: Failed to get existing workspaces: S3 bucket "x" does not exist.', "npm run bootstrap"],
    ["│ Error: Error acquiring the state lock\n│ Lock Info:", "Another deployment"],
    ["│ Error: Failed to query available provider packages\n│ could not connect to\n│ registry", "TF_CLI_CONFIG_FILE"],
    [
      '│ Error: Retrieving AWS account details: request send failed, Post "https://sts.eu-west-1.amazonaws.com/": dial tcp:\n│ lookup sts.eu-west-1.amazonaws.com: no such host',
      "AWS cannot be reached",
    ],
  ])("is explained in one sentence: %j", (stderr, cure) => {
    expect(explainFailure(stderr)).toContain(cure);
  });

  test("that is not known stays as Terraform tells it", () => {
    expect(explainFailure("│ Error: creating Lambda Function: something new")).toBeUndefined();
  });
});
