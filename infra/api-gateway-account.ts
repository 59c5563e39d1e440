/**
 * The role with which API Gateway writes logs. An account has one per region, so one stage at most owns it; when that
 * stage is destroyed, the others need another owner.
 */
import { ApiGatewayAccount as Account } from "@cdktf/provider-aws/lib/api-gateway-account";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { iamPolicy } from "./iam-policy";
import type { Settings } from "./settings";

export interface ApiGatewayAccountProps {
  readonly settings: Settings;
}

export class ApiGatewayAccount extends Construct {
  readonly account: Account;

  constructor(scope: Construct, id: string, { settings }: ApiGatewayAccountProps) {
    super(scope, id);
    const role = new IamRole(this, "role", {
      name: `${settings.prefix}-gateway-logs`,
      assumeRolePolicy: iamPolicy({
        Action: "sts:AssumeRole",
        Principal: { Service: "apigateway.amazonaws.com" },
      }),
    });
    const permission = new IamRolePolicyAttachment(this, "permission", {
      role: role.name,
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
    });
    this.account = new Account(this, "account", {
      cloudwatchRoleArn: role.arn,
      dependsOn: [permission],
    });
  }
}
