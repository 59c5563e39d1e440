/**
 * CloudFront before the page's bucket and the API, so that the page calls its own origin and needs no preflights.
 *
 * There is no `custom_error_response`: it holds for the whole distribution, and would turn the API's 401 and 404 into HTML.
 * Source: Amazon CloudFront Developer Guide, "Use managed cache policies", "Use managed origin request policies".
 */
import type { ApiGatewayRestApi } from "@cdktf/provider-aws/lib/api-gateway-rest-api";
import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control";
import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { Construct } from "constructs";
import type { PageDomain } from "./page-domain";
import { PageHeaders } from "./page-headers";
import type { Settings } from "./settings";

export interface PageDistributionProps {
  readonly settings: Settings;
  readonly bucket: S3Bucket;
  readonly api: ApiGatewayRestApi;
  readonly ownDomain?: PageDomain;
}

/** Policies that AWS manages have the same ids in every account. */
const managed = {
  cachingOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  cachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  /** Passes `Authorization` on, and leaves `Host` to CloudFront: API Gateway answers to its own only. */
  allViewerExceptHostHeader: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
};

const reading = ["GET", "HEAD"];
const everyMethod = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

export class PageDistribution extends Construct {
  readonly distribution: CloudfrontDistribution;

  constructor(scope: Construct, id: string, { settings, bucket, api, ownDomain }: PageDistributionProps) {
    super(scope, id);
    const accessControl = new CloudfrontOriginAccessControl(this, "access-control", {
      name: `${settings.prefix}-page`,
      originAccessControlOriginType: "s3",
      signingBehavior: "always",
      signingProtocol: "sigv4",
    });
    const { policy: headers } = new PageHeaders(this, "headers", { settings });
    const files = {
      targetOriginId: "page",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: reading,
      cachedMethods: reading,
      responseHeadersPolicyId: headers.id,
      compress: true,
    };

    this.distribution = new CloudfrontDistribution(this, "distribution", {
      comment: `${settings.prefix} page and API`,
      enabled: true,
      isIpv6Enabled: true,
      httpVersion: "http2and3",
      defaultRootObject: "index.html",
      origin: [
        {
          originId: "page",
          domainName: bucket.bucketRegionalDomainName,
          originAccessControlId: accessControl.id,
        },
        {
          originId: "api",
          domainName: `${api.id}.execute-api.${settings.awsRegion}.amazonaws.com`,
          originPath: `/${settings.stage}`,
          customOriginConfig: {
            httpPort: 80,
            httpsPort: 443,
            originProtocolPolicy: "https-only",
            originSslProtocols: ["TLSv1.2"],
          },
        },
      ],
      // index.html and config.json change in place. The rest carries a hash of its content in its name.
      defaultCacheBehavior: { ...files, cachePolicyId: managed.cachingDisabled },
      orderedCacheBehavior: [
        { ...files, pathPattern: "/assets/*", cachePolicyId: managed.cachingOptimized },
        {
          pathPattern: "/api/*",
          targetOriginId: "api",
          // A redirect would come after the token has been sent in the clear.
          viewerProtocolPolicy: "https-only",
          allowedMethods: everyMethod,
          cachedMethods: reading,
          cachePolicyId: managed.cachingDisabled,
          originRequestPolicyId: managed.allViewerExceptHostHeader,
        },
      ],
      restrictions: { geoRestriction: { restrictionType: "none", locations: [] } },
      ...(ownDomain === undefined
        ? { viewerCertificate: { cloudfrontDefaultCertificate: true } }
        : {
            aliases: [ownDomain.name],
            viewerCertificate: {
              acmCertificateArn: ownDomain.certificateArn,
              sslSupportMethod: "sni-only",
              minimumProtocolVersion: "TLSv1.2_2021",
            },
          }),
    });
  }
}
