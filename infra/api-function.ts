/** The API as one Lambda function, with a log group of its own that is all it may write to. */
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { Construct } from "constructs";
import { functionEntry } from "./function-entry";
import { iamPolicy } from "./iam-policy";
import type { LambdaArchive } from "./lambda-archive";
import type { Settings } from "./settings";

export interface ApiFunctionProps {
  readonly settings: Settings;
  readonly archive: LambdaArchive;
  readonly userPoolId: string;
  readonly appClientId: string;
  /** `["*"]`: any. None: no web page but one on the API's own domain. */
  readonly corsAllowedOrigins: readonly string[];
}

export class ApiFunction extends Construct {
  readonly lambda: LambdaFunction;

  constructor(scope: Construct, id: string, props: ApiFunctionProps) {
    super(scope, id);
    const { settings, archive } = props;
    const functionName = `${settings.prefix}-api`;
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: `/aws/lambda/${functionName}`,
      retentionInDays: settings.logRetentionDays,
    });
    const role = new IamRole(this, "role", {
      name: functionName,
      assumeRolePolicy: iamPolicy({
        Action: "sts:AssumeRole",
        Principal: { Service: "lambda.amazonaws.com" },
      }),
    });
    const logging = new IamRolePolicy(this, "logging", {
      name: "write-own-log",
      role: role.id,
      policy: iamPolicy({
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${logGroup.arn}:*`,
      }),
    });

    if (settings.xRay) {
      new IamRolePolicy(this, "tracing", {
        name: "write-traces",
        role: role.id,
        // X-Ray has no resources that a permission could name.
        policy: iamPolicy({ Action: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], Resource: "*" }),
      });
    }

    this.lambda = new LambdaFunction(this, "lambda", {
      functionName,
      description: "The whole API behind API Gateway",
      role: role.arn,
      runtime: "nodejs22.x",
      architectures: ["arm64"],
      handler: functionEntry.handler,
      filename: archive.path,
      sourceCodeHash: archive.base64Sha256,
      memorySize: settings.lambdaMemoryMb,
      timeout: 10,
      ...(settings.lambdaConcurrency === undefined ? {} : { reservedConcurrentExecutions: settings.lambdaConcurrency }),
      environment: {
        variables: {
          USER_POOL_ID: props.userPoolId,
          USER_POOL_CLIENT_ID: props.appClientId,
          CORS_ALLOWED_ORIGINS: props.corsAllowedOrigins.join(","),
          LOG_LEVEL: settings.logLevel,
        },
      },
      tracingConfig: { mode: settings.xRay ? "Active" : "PassThrough" },
      // The log group first, or Lambda makes one without an end; the permission first, or the first lines are lost.
      dependsOn: [logGroup, logging],
    });
  }
}
