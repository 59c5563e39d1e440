/** Everything that one stage is made of, in the order in which a request meets it. */
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct, Node } from "constructs";
import type { Route } from "../api/routes";
import { ApiFunction } from "./api-function";
import { AppClient } from "./app-client";
import { LambdaArchive } from "./lambda-archive";
import { RestApi } from "./rest-api";
import type { Settings } from "./settings";
import { keepState } from "./state";
import { UserPool } from "./user-pool";

export interface ServiceStackProps {
  readonly settings: Settings;
  readonly routes: Readonly<Record<string, Route>>;
  /** Folder of the build, with `api/index.js`. */
  readonly buildFolder: string;
}

export class ServiceStack extends TerraformStack {
  /** @throws MissingBuildError */
  constructor(scope: Construct, id: string, { settings, routes, buildFolder }: ServiceStackProps) {
    super(scope, id);
    keepState(this, settings);
    new AwsProvider(this, "aws", {
      region: settings.awsRegion,
      defaultTags: [{ tags: { Project: settings.project, Stage: settings.stage } }],
      ...(settings.pathStyleS3 ? { s3UsePathStyle: true } : {}),
    });

    const userPool = new UserPool(this, "user-pool", { settings, relyingPartyId: settings.pageDomain ?? "localhost" });
    const appClient = new AppClient(this, "app-client", { settings, userPool: userPool.pool });
    const handler = new ApiFunction(this, "api-function", {
      settings,
      archive: new LambdaArchive(this, "lambda-archive", { folder: `${buildFolder}/api` }),
      userPoolId: userPool.pool.id,
      appClientId: appClient.client.id,
      corsAllowedOrigins: settings.corsAllowedOrigins ?? [],
    });
    const restApi = new RestApi(this, "rest-api", {
      settings,
      routes,
      handler: handler.lambda,
      userPoolArn: userPool.pool.arn,
      appClientId: appClient.client.id,
      corsAllowedOrigins: settings.corsAllowedOrigins ?? [],
    });

    new TerraformOutput(this, "Region", { value: settings.awsRegion });
    new TerraformOutput(this, "UserPoolId", { value: userPool.pool.id });
    new TerraformOutput(this, "UserPoolClientId", { value: appClient.client.id });
    new TerraformOutput(this, "ApiUrl", { value: restApi.stage.invokeUrl });
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
