import { type Block, type Control, every, everyHas, refusesWithoutTls } from "./control";

const behaviorsOf = (distribution: Block): readonly Block[] => [
  distribution.default_cache_behavior as Block,
  ...((distribution.ordered_cache_behavior ?? []) as readonly Block[]),
];
const originsOf = ({ origin }: Block) => (origin ?? []) as readonly Block[];

/** The page's bucket and distribution. */
export const pageControls: readonly Control[] = [
  {
    id: "bucket-private",
    title: "The bucket is private, whatever its policy or objects say",
    sources: ["CKV2_AWS_6", "CKV_AWS_53", "CKV_AWS_54", "CKV_AWS_55", "CKV_AWS_56", "S3.8", "AwsSolutions-S2"],
    follows: everyHas("aws_s3_bucket", "aws_s3_bucket_public_access_block", (block) =>
      ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"].every(
        (name) => block[name] === true,
      ),
    ),
  },
  {
    id: "bucket-tls",
    title: "The bucket is reached over TLS only",
    sources: ["CKV_AWS_379", "S3.5", "AwsSolutions-S10"],
    follows: everyHas("aws_s3_bucket", "aws_s3_bucket_policy", ({ policy }) => refusesWithoutTls(policy)),
  },
  {
    id: "bucket-encryption",
    title: "The bucket is encrypted",
    sources: ["CKV_AWS_19"],
    follows: everyHas("aws_s3_bucket", "aws_s3_bucket_server_side_encryption_configuration"),
  },
  {
    id: "bucket-key",
    title: "… with a key of our own",
    sources: ["CKV_AWS_145"],
    follows: { waived: "It holds the public page. A key of our own would protect what everybody may read." },
  },
  {
    id: "bucket-versions",
    title: "The bucket keeps old versions, elsewhere too",
    sources: ["CKV_AWS_21", "CKV_AWS_144"],
    follows: {
      waived:
        "Every build makes the page again, the same for the same sources. (The bucket of the state keeps versions.)",
    },
  },
  {
    id: "bucket-lifecycle",
    title: "The bucket clears itself up, and tells somebody what happens in it",
    sources: ["CKV2_AWS_61", "CKV2_AWS_62", "S3.13"],
    follows: {
      waived: "It holds the files of one build. A deploy takes away those of the one before, and nobody else writes.",
    },
  },
  {
    id: "bucket-access-log",
    title: "The bucket logs who reads it",
    sources: ["CKV_AWS_18", "S3.9", "AwsSolutions-S1"],
    follows: { waived: "Only the distribution can read it." },
  },
  {
    id: "page-tls",
    title: "Browsers reach the page and the API over HTTPS only",
    sources: ["CKV_AWS_34", "CloudFront.3"],
    follows: every("aws_cloudfront_distribution", (distribution) =>
      behaviorsOf(distribution).every(({ viewer_protocol_policy }) =>
        ["https-only", "redirect-to-https"].includes(String(viewer_protocol_policy)),
      ),
    ),
  },
  {
    id: "page-tls-version",
    title: "… with TLS 1.2 or newer, and a certificate of our own",
    sources: ["CKV_AWS_174", "CKV2_AWS_42", "CloudFront.7", "AwsSolutions-CFR4"],
    setting: "PAGE_DOMAIN",
    follows: every("aws_cloudfront_distribution", ({ viewer_certificate }) => {
      const { minimum_protocol_version, acm_certificate_arn } = viewer_certificate as Block;
      return String(minimum_protocol_version).startsWith("TLSv1.2") && acm_certificate_arn !== undefined;
    }),
  },
  {
    id: "page-origin-tls",
    title: "CloudFront reaches the API over TLS 1.2",
    sources: ["CKV2_AWS_54", "CKV2_AWS_72", "CloudFront.9", "CloudFront.10", "AwsSolutions-CFR5"],
    follows: every("aws_cloudfront_distribution", (distribution) =>
      originsOf(distribution).every(({ custom_origin_config }) => {
        if (custom_origin_config === undefined) return true;
        const { origin_protocol_policy, origin_ssl_protocols } = custom_origin_config as Block;
        return origin_protocol_policy === "https-only" && JSON.stringify(origin_ssl_protocols) === '["TLSv1.2"]';
      }),
    ),
  },
  {
    id: "page-origin-access",
    title: "CloudFront signs its reads of the bucket, so that nobody else needs to be let in",
    sources: ["CloudFront.13", "AwsSolutions-CFR7"],
    follows: every("aws_cloudfront_distribution", (distribution) =>
      originsOf(distribution).every(
        ({ custom_origin_config, origin_access_control_id }) =>
          custom_origin_config !== undefined || origin_access_control_id !== undefined,
      ),
    ),
  },
  {
    id: "page-headers",
    title: "The page has security headers",
    sources: ["CKV2_AWS_32"],
    follows: every("aws_cloudfront_distribution", (distribution) =>
      behaviorsOf(distribution).every(
        ({ target_origin_id, response_headers_policy_id }) =>
          target_origin_id !== "page" || response_headers_policy_id !== undefined,
      ),
    ),
  },
  {
    id: "page-root",
    title: "The root of the page is a page, not a list of files",
    sources: ["CKV_AWS_305", "CloudFront.1"],
    follows: every("aws_cloudfront_distribution", ({ default_root_object }) => default_root_object === "index.html"),
  },
  {
    id: "page-waf",
    title: "A web ACL stands before the distribution",
    sources: ["CKV_AWS_68", "CloudFront.6", "AwsSolutions-CFR2"],
    follows: {
      waived:
        "The page is static files. With WAF=on the API's stage and the user pool have one, whichever way a request comes.",
    },
  },
  {
    id: "page-access-log",
    title: "The distribution logs requests",
    sources: ["CKV_AWS_86", "CloudFront.5", "AwsSolutions-CFR3"],
    follows: { waived: "Who loads static files is nobody's business; calls of the API are in the stage's access log." },
  },
  {
    id: "page-reach",
    title: "The distribution has a second origin, and knows countries that it does not serve",
    sources: ["CKV_AWS_310", "CKV_AWS_374", "CloudFront.4", "AwsSolutions-CFR1"],
    follows: {
      waived:
        "A second region is another design (docs/scale.md); whom to serve is for the owner of the service to say.",
    },
  },
];
