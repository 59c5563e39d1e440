/**
 * The deployed copy of the REST API. A deployment is a snapshot, so it must be made anew at every change of anything
 * in the API: its triggers hold every argument of every resource that belongs to the API, so that a plan shows which
 * one makes it deploy again.
 */
import { ApiGatewayDeployment } from "@cdktf/provider-aws/lib/api-gateway-deployment";
import { ApiGatewayMethodSettings } from "@cdktf/provider-aws/lib/api-gateway-method-settings";
import type { ApiGatewayRestApi } from "@cdktf/provider-aws/lib/api-gateway-rest-api";
import { ApiGatewayStage } from "@cdktf/provider-aws/lib/api-gateway-stage";
import { TerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { AccessLog } from "./access-log";
import { ApiGatewayAccount } from "./api-gateway-account";
import type { Settings } from "./settings";

export interface ApiStageProps {
  readonly settings: Settings;
  readonly api: ApiGatewayRestApi;
}

export class ApiStage extends Construct {
  readonly stage: ApiGatewayStage;

  /** Make it after everything else of the API, beside it. */
  constructor(scope: Construct, id: string, { settings, api }: ApiStageProps) {
    super(scope, id);
    const parts = [api, ...scope.node.findAll().filter(belongsToSnapshot)];
    const deployment = new ApiGatewayDeployment(this, "deployment", {
      restApiId: api.id,
      triggers: Object.fromEntries(parts.map(argumentsOf)),
      dependsOn: parts,
      // The stage moves to the new one before the old one goes.
      lifecycle: { createBeforeDestroy: true },
    });
    const account = settings.apiGatewayAccountRole
      ? new ApiGatewayAccount(this, "account", { settings }).account
      : undefined;
    const accessLog = settings.accessLog ? new AccessLog(this, "access-log", { settings }) : undefined;
    this.stage = new ApiGatewayStage(this, "stage", {
      restApiId: api.id,
      deploymentId: deployment.id,
      stageName: settings.stage,
      xrayTracingEnabled: settings.xRay,
      ...(accessLog === undefined ? {} : { accessLogSettings: accessLog.stageSettings }),
      ...(account === undefined ? {} : { dependsOn: [account] }),
    });
    new ApiGatewayMethodSettings(this, "limits", {
      restApiId: api.id,
      stageName: this.stage.stageName,
      methodPath: "*/*",
      settings: {
        throttlingRateLimit: settings.throttleRate,
        throttlingBurstLimit: settings.throttleBurst,
        metricsEnabled: settings.alarms,
        // Execution logs hold bodies and tokens.
        loggingLevel: "OFF",
        dataTraceEnabled: false,
      },
    });
  }
}

function belongsToSnapshot(construct: IConstruct): construct is TerraformResource {
  return (
    TerraformResource.isTerraformResource(construct) && construct.terraformResourceType.startsWith("aws_api_gateway_")
  );
}

/** Address and arguments as written. Terraform resolves the references in the text, so a replaced user pool counts too. */
function argumentsOf(resource: TerraformResource): [string, string] {
  const { terraformResourceType: type, friendlyUniqueId: name } = resource;
  const { "//": _metadata, depends_on: _order, ...args } = resource.toTerraform().resource[type][name];
  return [`${type}.${name}`, JSON.stringify(args)];
}
