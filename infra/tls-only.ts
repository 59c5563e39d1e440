/** The statement of a resource's policy that refuses everybody who does not come over TLS. */
export function tlsOnly(action: string, resource: string | readonly string[]): object {
  return {
    Sid: "OverTlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: action,
    Resource: resource,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

export function bucketOverTlsOnly(bucketArn: string): object {
  return tlsOnly(everyS3Action, [bucketArn, `${bucketArn}/*`]);
}

/**
 * IAM compares actions without regard to case (IAM User Guide, "IAM JSON policy elements: Action"). The AWS API emulator
 * of the rehearsals does not, and it takes every condition for unmet and then refuses: written in lower case, this
 * statement would shut it.
 */
const everyS3Action = "S3:*";
