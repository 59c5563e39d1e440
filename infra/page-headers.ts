/** The security headers of the page. The API sets its own. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CloudfrontResponseHeadersPolicy } from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import { Construct } from "constructs";
import type { Settings } from "./settings";

export interface PageHeadersProps {
  readonly settings: Settings;
}

export class PageHeaders extends Construct {
  readonly policy: CloudfrontResponseHeadersPolicy;

  constructor(scope: Construct, id: string, { settings }: PageHeadersProps) {
    super(scope, id);
    this.policy = new CloudfrontResponseHeadersPolicy(this, "policy", {
      name: `${settings.prefix}-page`,
      securityHeadersConfig: {
        contentSecurityPolicy: { override: true, contentSecurityPolicy: contentSecurityPolicy(settings.awsRegion) },
        strictTransportSecurity: { override: true, accessControlMaxAgeSec: 31_536_000, includeSubdomains: true },
        contentTypeOptions: { override: true },
        frameOptions: { override: true, frameOption: "DENY" },
        referrerPolicy: { override: true, referrerPolicy: "no-referrer" },
      },
      customHeadersConfig: {
        items: [
          { header: "Cross-Origin-Opener-Policy", value: "same-origin", override: true },
          { header: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=()", override: true },
        ],
      },
    });
  }
}

/** What the page may load and whom it may call, from the page's own declaration. */
export function contentSecurityPolicy(region: string): string {
  const file = join(__dirname, "../client/content-security-policy.json");
  const { directives } = JSON.parse(readFileSync(file, "utf8")) as { directives: Record<string, readonly string[]> };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ")
    .replaceAll("{userPoolOrigin}", `https://cognito-idp.${region}.amazonaws.com`);
}
