/** The statement of a bucket's policy that refuses everybody who does not come over TLS. */
export function tlsOnly(bucketArn: string): object {
  return {
    Sid: "OverTlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: everyS3Action,
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/**
 * IAM compares actions without regard to case (IAM User Guide, "IAM JSON policy elements: Action"). The AWS API emulator
 * of the rehearsals does not, and it takes every condition for unmet and then refuses: written in lower case, this
 * statement would shut it.
 */
const everyS3Action = "S3:*";
