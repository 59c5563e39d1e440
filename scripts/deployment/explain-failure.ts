/** What a new machine or account gets wrong, from the words of Terraform and the AWS SDK to one sentence with the cure. */

interface Explanation {
  readonly symptom: RegExp;
  readonly cure: string;
}

const explanations: readonly Explanation[] = [
  {
    symptom:
      /ExpiredToken|token (included in the request )?(is|has) expired|SSO session .*(has expired|is invalid)|token is expired/i,
    cure: "The AWS credentials have expired: sign in again (for example `aws sso login`), then try again.",
  },
  {
    symptom: /InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|SignatureDoesNotMatch/,
    cure: "AWS does not know these credentials: check AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
  },
  {
    symptom:
      /No valid credential sources found|failed to refresh cached credentials|get credentials from EC2 Metadata|CredentialsProviderError/i,
    cure: "There are no AWS credentials: run `aws configure` or `aws sso login`, or set AWS_PROFILE.",
  },
  {
    symptom: /failed to get shared config profile/i,
    cure: "AWS_PROFILE names a profile that does not exist: `aws configure list-profiles` shows those that do.",
  },
  {
    symptom: /CloudWatch Logs role ARN must be set in account settings/,
    cure:
      "API Gateway may not write logs in this account and region yet: set API_GATEWAY_ACCOUNT_ROLE=on for one stage of the " +
      "account (it owns the role then), or ACCESS_LOG=off.",
  },
  {
    symptom: /Backend configuration changed|Backend initialization required/,
    cure:
      "The state lives elsewhere than last time: move it with `npm run deploy -- --migrate-state`, or set TF_STATE_BUCKET " +
      "as it was.",
  },
  {
    symptom: /BucketAlready(OwnedByYou|Exists).* with aws_s3_bucket\.state,/,
    cure:
      "The bucket of TF_STATE_BUCKET is there already, and cannot be looked into through a proxy: run this where none is " +
      "needed, or choose another name.",
  },
  {
    symptom: /S3 bucket ".*" does not exist|NoSuchBucket[\s\S]*state/,
    cure: "The bucket of TF_STATE_BUCKET does not exist: make it with `npm run bootstrap`.",
  },
  {
    symptom: /Error acquiring the state lock/,
    cure:
      "Another deployment holds the state's lock. If it was killed, look up the lock's ID with DEBUG=1 and release it with " +
      "`terraform force-unlock ID` in the stack's folder.",
  },
  {
    symptom:
      /could not connect to registry|Failed to query available provider packages|registry service is unreachable/i,
    cure:
      "Terraform cannot fetch its AWS provider: check the network, or point TF_CLI_CONFIG_FILE at a provider mirror that " +
      "has it.",
  },
  {
    symptom:
      /no such host|dial tcp|i\/o timeout|TLS handshake timeout|proxyconnect|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN/i,
    cure: "AWS cannot be reached: check the network, HTTPS_PROXY where there is a proxy, and AWS_REGION.",
  },
];

const getTerraform = "get 1.11 or newer from https://developer.hashicorp.com/terraform/install, then try again.";

export const terraformMissing = `Terraform is not installed: ${getTerraform}`;
export const terraformTooOld = (version: string) => `Terraform ${version} is too old: ${getTerraform}`;

/** The cure for what was complained about, if it is a known one. */
export function explainFailure(stderr: string): string | undefined {
  // Terraform breaks its messages into lines of the terminal's width, with a bar before each.
  const text = stderr.replace(/\s*\n[│|╷╵\s]*/g, " ");
  return explanations.find(({ symptom }) => symptom.test(text))?.cure;
}
