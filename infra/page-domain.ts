/** The page's own domain: a certificate, which CloudFront reads in us-east-1 only, and the records that point there. */
import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import type { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";

export interface PageDomainProps {
  readonly name: string;
  /** Route 53 zone that the name is in. */
  readonly zoneId: string;
  readonly tags: Readonly<Record<string, string>>;
}

export class PageDomain extends Construct {
  readonly name: string;
  /** Of the certificate, once it is proven. */
  readonly certificateArn: string;
  readonly #zoneId: string;

  constructor(scope: Construct, id: string, { name, zoneId, tags }: PageDomainProps) {
    super(scope, id);
    this.name = name;
    this.#zoneId = zoneId;
    const provider = new AwsProvider(this, "us-east-1", {
      alias: "us-east-1",
      region: "us-east-1",
      defaultTags: [{ tags }],
    });
    const certificate = new AcmCertificate(this, "certificate", {
      provider,
      domainName: name,
      validationMethod: "DNS",
      lifecycle: { createBeforeDestroy: true },
    });
    const proof = certificate.domainValidationOptions.get(0);
    const record = new Route53Record(this, "proof", {
      zoneId,
      name: proof.resourceRecordName,
      type: proof.resourceRecordType,
      records: [proof.resourceRecordValue],
      ttl: 300,
      allowOverwrite: true,
    });
    this.certificateArn = new AcmCertificateValidation(this, "validation", {
      provider,
      certificateArn: certificate.arn,
      validationRecordFqdns: [record.fqdn],
    }).certificateArn;
  }

  pointTo(distribution: CloudfrontDistribution): void {
    for (const type of ["A", "AAAA"]) {
      new Route53Record(this, type, {
        zoneId: this.#zoneId,
        name: this.name,
        type,
        alias: {
          name: distribution.domainName,
          zoneId: distribution.hostedZoneId,
          evaluateTargetHealth: false,
        },
      });
    }
  }
}
