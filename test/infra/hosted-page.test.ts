import type { PageConfig } from "../../local/page-config";
import { productionSettings, ref, type Synthesized, synthesize, theOnly } from "./synthesize";

type Block = Readonly<Record<string, unknown>>;

const hosted = (environment: Record<string, string> = {}) =>
  synthesize({ environment: { HOSTING: "on", ...environment } });
const distribution = (stack: Synthesized) => theOnly(stack, "aws_cloudfront_distribution");
const behaviors = (stack: Synthesized) => distribution(stack).ordered_cache_behavior as readonly Block[];
const behavior = (stack: Synthesized, pattern: string) =>
  behaviors(stack).find(({ path_pattern }) => path_pattern === pattern);
const object = (stack: Synthesized, name: string) =>
  Object.values(stack.resource.aws_s3_object ?? {}).find(({ key }) => key === name) ?? {};
const domain = ref("aws_cloudfront_distribution.page_distribution_distribution.domain_name");

describe("a stage without hosting", () => {
  test("has no bucket and no distribution", () => {
    expect(Object.keys(synthesize().resource).filter((type) => /^aws_(s3|cloudfront)_/.test(type))).toEqual([]);
  });
});

describe("the hosted page", () => {
  test("is served with the API on one domain, whose address is an output", () => {
    const stack = hosted();

    expect(distribution(stack).origin).toEqual([
      expect.objectContaining({ origin_id: "page" }),
      expect.objectContaining({
        origin_id: "api",
        domain_name: `${ref("aws_api_gateway_rest_api.api.id")}.execute-api.eu-west-1.amazonaws.com`,
        origin_path: "/dev",
      }),
    ]);
    expect(stack.output.WebsiteUrl).toEqual({ value: `https://${domain}` });
  });

  test("passes everything but Host on to the API, and caches nothing of it", () => {
    expect(behavior(hosted(), "/api/*")).toMatchObject({
      target_origin_id: "api",
      viewer_protocol_policy: "https-only",
      allowed_methods: ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
      cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", // CachingDisabled
      origin_request_policy_id: "b689b0a8-53d0-40ab-baf2-68738e2966ac", // AllViewerExceptHostHeader
    });
  });

  test("leaves the API's refusals as they are", () => {
    expect(distribution(hosted())).not.toHaveProperty("custom_error_response");
  });

  test("keeps hashed assets for good, and index.html and config.json not at all", () => {
    const stack = hosted();

    expect(behavior(stack, "/assets/*")).toMatchObject({ cache_policy_id: "658327ea-f89d-4fab-a63d-7e88639e58f6" });
    expect(distribution(stack).default_cache_behavior).toMatchObject({
      cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      viewer_protocol_policy: "redirect-to-https",
    });
    expect(object(stack, "assets/main-1234.js")).toMatchObject({
      cache_control: "public, max-age=31536000, immutable",
      content_type: "text/javascript; charset=utf-8",
    });
    expect(object(stack, "index.html")).toMatchObject({ cache_control: "no-cache" });
    expect(object(stack, "config.json")).toMatchObject({ cache_control: "no-store" });
  });

  test("gets its configuration from the stage", () => {
    const config = JSON.parse(String(object(hosted({ PASSKEYS: "on", TOTP: "off" }), "config.json").content));

    expect(config).toEqual<PageConfig>({
      region: "eu-west-1",
      userPoolId: ref("aws_cognito_user_pool.user-pool_pool.id"),
      userPoolClientId: ref("aws_cognito_user_pool_client.app-client_client.id"),
      apiUrl: `https://${domain}`,
      passwordPolicy: {
        minimumLength: 8,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: true,
      },
      totp: false,
      passkeys: true,
    });
  });

  test("shows its new index.html last, when what it asks for is there", () => {
    const stack = hosted();
    const others = Object.entries(stack.resource.aws_s3_object ?? {})
      .filter(([, { key }]) => key !== "index.html")
      .map(([name]) => `aws_s3_object.${name}`);

    expect([...(object(stack, "index.html").depends_on as string[])].sort()).toEqual(others.sort());
  });

  test("may load its own files and call its own origin and the user pool, nothing else", () => {
    const { security_headers_config } = theOnly(hosted(), "aws_cloudfront_response_headers_policy");
    const headers = security_headers_config as Record<string, Block>;
    const policy = String(headers.content_security_policy?.content_security_policy);

    expect(policy).toContain("connect-src 'self' https://cognito-idp.eu-west-1.amazonaws.com");
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).not.toMatch(/unsafe|[*{}]/);
    expect(headers.strict_transport_security).toMatchObject({ access_control_max_age_sec: 31_536_000 });
    expect(headers.frame_options).toMatchObject({ frame_option: "DENY" });
  });

  test("lies in a private, encrypted bucket that only its distribution reads, over TLS", () => {
    const stack = hosted();
    const { Statement } = JSON.parse(String(theOnly(stack, "aws_s3_bucket_policy").policy));

    expect(theOnly(stack, "aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(Statement).toEqual([
      expect.objectContaining({
        Effect: "Allow",
        Principal: { Service: "cloudfront.amazonaws.com" },
        Condition: {
          StringEquals: { "AWS:SourceArn": ref("aws_cloudfront_distribution.page_distribution_distribution.arn") },
        },
      }),
      expect.objectContaining({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }),
    ]);
  });

  test("is the origin that may call the API, and the domain of the passkeys", () => {
    const stack = synthesize({ environment: productionSettings });

    expect(theOnly(stack, "aws_lambda_function").environment).toMatchObject({
      variables: { CORS_ALLOWED_ORIGINS: `https://${domain}` },
    });
    expect(theOnly(stack, "aws_cognito_user_pool").web_authn_configuration).toMatchObject({ relying_party_id: domain });
  });
});

describe("a page with its own domain", () => {
  const own = () => hosted({ PAGE_DOMAIN: "app.example.com", PAGE_ZONE_ID: "Z123", PASSKEYS: "on" });

  test("has a certificate where CloudFront looks for it, proven by DNS", () => {
    const stack = own();

    expect(stack.provider.aws).toContainEqual(expect.objectContaining({ alias: "us-east-1", region: "us-east-1" }));
    expect(theOnly(stack, "aws_acm_certificate")).toMatchObject({
      provider: "aws.us-east-1",
      domain_name: "app.example.com",
      validation_method: "DNS",
    });
    expect(distribution(stack)).toMatchObject({
      aliases: ["app.example.com"],
      viewer_certificate: { minimum_protocol_version: "TLSv1.2_2021", ssl_support_method: "sni-only" },
    });
  });

  test("is found there by IPv4 and IPv6", () => {
    const records = Object.values(own().resource.aws_route53_record ?? {}).filter(
      ({ name }) => name === "app.example.com",
    );

    expect(records.map(({ type }) => type)).toEqual(["A", "AAAA"]);
  });

  test("is what everything else knows", () => {
    const stack = own();

    expect(stack.output.WebsiteUrl).toEqual({ value: "https://app.example.com" });
    expect(theOnly(stack, "aws_cognito_user_pool").web_authn_configuration).toMatchObject({
      relying_party_id: "app.example.com",
    });
  });
});
