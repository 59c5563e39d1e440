/**
 * AWS WAF before one regional resource: Amazon's managed rules, and a limit for each address.
 * Source: AWS WAF Developer Guide, "AWS Managed Rules rule groups list", "Rate-based rule".
 */
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Construct } from "constructs";
import type { Settings } from "./settings";

export interface WebAclProps {
  readonly settings: Settings;
  /** Completes the name: `stage`, `users`. */
  readonly name: string;
  readonly resourceArn: string;
  /** Whether requests come through our distribution, so that the peer's address is CloudFront's. */
  readonly isBehindDistribution: boolean;
}

const managedRuleGroups = [
  "AWSManagedRulesAmazonIpReputationList",
  "AWSManagedRulesCommonRuleSet",
  "AWSManagedRulesKnownBadInputsRuleSet",
];

export class WebAcl extends Construct {
  constructor(scope: Construct, id: string, { settings, name, resourceArn, isBehindDistribution }: WebAclProps) {
    super(scope, id);
    const measuredAs = (metricName: string) => ({
      cloudwatchMetricsEnabled: true,
      sampledRequestsEnabled: false, // samples hold headers, and with them tokens
      metricName,
    });
    const acl = new Wafv2WebAcl(this, "acl", {
      name: `${settings.prefix}-${name}`,
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: measuredAs(`${settings.prefix}-${name}`),
      rule: [
        {
          name: "rate-limit",
          priority: 0,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: { rate_based_statement: rateLimit(settings.wafRateLimit, isBehindDistribution) },
          visibilityConfig: measuredAs("rate-limit"),
        },
        ...managedRuleGroups.map((group, index) => ({
          name: group,
          priority: index + 1,
          overrideAction: { none: {} },
          statement: { managed_rule_group_statement: { vendor_name: "AWS", name: group } },
          visibilityConfig: measuredAs(group),
        })),
      ],
    });
    new Wafv2WebAclAssociation(this, "association", { resourceArn, webAclArn: acl.arn });
  }
}

/** In Terraform's own words: the construct takes a rule's statement as it is. */
function rateLimit(limit: number, isBehindDistribution: boolean) {
  const window = { limit, evaluation_window_sec: 300 };
  if (!isBehindDistribution) return { ...window, aggregate_key_type: "IP" };
  return {
    ...window,
    aggregate_key_type: "FORWARDED_IP",
    forwarded_ip_config: { header_name: "X-Forwarded-For", fallback_behavior: "MATCH" },
  };
}
