/**
 * The environment variables of a function: Lambda's own, the stack's, and nothing of the developer's but what a process
 * needs. No credentials, and no home folder to find some in.
 * Source: AWS Lambda Developer Guide, "Defined runtime environment variables".
 */
import path from "node:path";
import type { LambdaFunction } from "../../terraform/rest-api/lambda-functions";

export interface FunctionSurroundings {
  readonly region: string;
  readonly handlerFile: string;
  /** Where the AWS SDKs and the function look for Cognito instead of at AWS. */
  readonly userPoolUrl: string | undefined;
  readonly hostEnvironment: Readonly<Record<string, string | undefined>>;
}

/** Of the machine: where programs and temporary files are, and what Windows needs. */
const fromHost = ["PATH", "TMPDIR", "TEMP", "TMP", "SystemRoot"];

export function functionEnvironment(
  lambda: LambdaFunction,
  surroundings: FunctionSurroundings,
): Record<string, string> {
  const { region, handlerFile, userPoolUrl, hostEnvironment } = surroundings;
  return {
    ...Object.fromEntries(fromHost.flatMap((name) => entryOf(name, hostEnvironment[name]))),
    TZ: ":UTC",
    LANG: "en_US.UTF-8",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: lambda.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(lambda.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: lambda.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: "local",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_EC2_METADATA_DISABLED: "true",
    LAMBDA_TASK_ROOT: path.dirname(path.resolve(handlerFile)),
    _HANDLER: `index.${lambda.exportName}`,
    ...lambda.environment,
    ...Object.fromEntries(entryOf("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER", userPoolUrl)),
  };
}

function entryOf(name: string, value: string | undefined): [string, string][] {
  return value === undefined ? [] : [[name, value]];
}
