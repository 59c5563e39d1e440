/** Everything that one stage is made of, in the order in which a request meets it. */
import { ApiGatewayRestApi } from "@cdktf/provider-aws/lib/api-gateway-rest-api";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct, Node } from "constructs";
import type { Route } from "../api/routes";
import { Alarms } from "./alarms";
import { ApiFunction } from "./api-function";
import { AppClient } from "./app-client";
import { Dashboard } from "./dashboard";
import { HostedPage } from "./hosted-page";
import { LambdaArchive } from "./lambda-archive";
import { metricsOf } from "./metrics";
import { RestApi } from "./rest-api";
import type { Settings } from "./settings";
import { keepState } from "./state";
import { UserPool } from "./user-pool";
import { WebAcl } from "./web-acl";

export interface ServiceStackProps {
  readonly settings: Settings;
  readonly routes: Readonly<Record<string, Route>>;
  /** Folder of the build, with `api/` and `client/`. */
  readonly buildFolder: string;
}

export class ServiceStack extends TerraformStack {
  /** @throws MissingBuildError */
  constructor(scope: Construct, id: string, { settings, routes, buildFolder }: ServiceStackProps) {
    super(scope, id);
    keepState(this, settings);
    new AwsProvider(this, "aws", {
      region: settings.awsRegion,
      defaultTags: [{ tags: settings.tags }],
      ...(settings.pathStyleS3 ? { s3UsePathStyle: true } : {}),
    });

    const api = new ApiGatewayRestApi(this, "api", {
      name: `${settings.prefix}-api`,
      endpointConfiguration: { types: ["REGIONAL"] },
    });
    const page = settings.hosting ? new HostedPage(this, "page", { settings, api }) : undefined;
    const pageDomain = page?.domain ?? settings.pageDomain;
    const corsAllowedOrigins = settings.corsAllowedOrigins ?? [`https://${pageDomain}`];

    const userPool = new UserPool(this, "user-pool", { settings, relyingPartyId: pageDomain ?? "localhost" });
    const appClient = new AppClient(this, "app-client", { settings, userPool: userPool.pool });
    const handler = new ApiFunction(this, "api-function", {
      settings,
      archive: new LambdaArchive(this, "lambda-archive", { folder: `${buildFolder}/api` }),
      userPoolId: userPool.pool.id,
      appClientId: appClient.client.id,
      corsAllowedOrigins,
    });
    const restApi = new RestApi(this, "rest-api", {
      settings,
      api,
      routes,
      handler: handler.lambda,
      userPoolArn: userPool.pool.arn,
      appClientId: appClient.client.id,
      corsAllowedOrigins,
    });
    page?.upload({
      folder: `${buildFolder}/client`,
      userPool: userPool.pool,
      appClientId: appClient.client.id,
    });

    if (settings.alarms) {
      const metrics = metricsOf({
        apiName: api.name,
        stageName: settings.stage,
        functionName: handler.lambda.functionName,
        userPoolId: userPool.pool.id,
        appClientId: appClient.client.id,
      });
      new Alarms(this, "alarms", { settings, metrics });
      new Dashboard(this, "dashboard", { settings, metrics });
    }
    if (settings.waf) {
      new WebAcl(this, "web-acl-stage", {
        settings,
        name: "stage",
        resourceArn: restApi.stage.arn,
        isBehindDistribution: page !== undefined,
      });
      // Browsers call the user pool directly, wherever the page comes from.
      new WebAcl(this, "web-acl-users", {
        settings,
        name: "users",
        resourceArn: userPool.pool.arn,
        isBehindDistribution: false,
      });
    }

    new TerraformOutput(this, "Region", { value: settings.awsRegion });
    new TerraformOutput(this, "UserPoolId", { value: userPool.pool.id });
    new TerraformOutput(this, "UserPoolClientId", { value: appClient.client.id });
    new TerraformOutput(this, "ApiUrl", { value: restApi.stage.invokeUrl });
    if (page !== undefined) new TerraformOutput(this, "WebsiteUrl", { value: `https://${page.domain}` });
  }

  /**
   * Addresses as people write them (`aws_cognito_user_pool.user-pool_pool`), without the hash that the CDK for Terraform
   * adds: construct ids hold no `_`, so the path joined by it is unique.
   */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = "node" in element ? element.node : element;
    return node.scopes
      .slice(node.scopes.indexOf(this) + 1)
      .map((construct) => construct.node.id)
      .join("_");
  }
}
