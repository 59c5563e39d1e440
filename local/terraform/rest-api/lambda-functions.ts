/** The functions that an API may invoke, and who permits it. */
import type { Arguments } from "../arguments";
import { localAccountId } from "../identifiers";
import type { StackReading } from "../stack-reading";

export interface LambdaFunction {
  readonly address: string;
  readonly functionName: string;
  readonly arn: string;
  /** Name of the export: `handler` of `index.handler`. */
  readonly exportName: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly logGroupName: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Somebody may invoke a function (`aws_lambda_permission`). */
export interface LambdaPermission {
  /** Name or ARN of the function, without alias or version. */
  readonly functionName: string;
  readonly qualifier: string | undefined;
  readonly principal: string;
  /** With `*` and `?`; none: from anywhere. */
  readonly sourceArn: string | undefined;
}

export function readFunctions(reading: StackReading): LambdaFunction[] {
  return reading.each("aws_lambda_function", (args) => {
    const functionName = args.requireString("function_name");
    args.hasNoLocalEffect(...deploymentOnly);
    noticeOtherRuntime(reading, args);
    if (args.block("tracing_config")?.string("mode") === "Active")
      reading.notices.push(`${args.address}: tracing_config`);
    return {
      address: args.address,
      functionName,
      arn: `arn:aws:lambda:${reading.stack.region}:${localAccountId}:function:${functionName}`,
      exportName: (args.string("handler") ?? "index.handler").split(".").at(-1) ?? "handler",
      timeoutSeconds: args.number("timeout") ?? 3,
      memoryMb: args.number("memory_size") ?? 128,
      logGroupName: logGroupName(args) ?? `/aws/lambda/${functionName}`,
      environment: args.block("environment")?.stringMapOfResolved("variables") ?? {},
    };
  });
}

export function readPermissions(reading: StackReading): LambdaPermission[] {
  return reading.each("aws_lambda_permission", (args) => {
    args.hasNoLocalEffect("statement_id", "statement_id_prefix");
    const action = args.string("action");
    if (action !== "lambda:InvokeFunction" && action !== "lambda:*") return undefined;
    // One for something outside the gateway may refer to what has no local value: it permits nothing here.
    const functionName = args.stringIfResolved("function_name");
    const sourceArn = args.stringIfResolved("source_arn");
    const sourceAccount = args.stringIfResolved("source_account");
    if (functionName === undefined || (args.has("source_arn") && sourceArn === undefined)) return undefined;
    if (sourceAccount !== undefined && sourceAccount !== localAccountId) return undefined;
    // An alias or version may stand at the end of the name as well (AWS Lambda API Reference, "AddPermission").
    const [, unqualified = functionName, appended] =
      /^((?:arn:aws[\w-]*:lambda:[\w-]+:\d+:function:)?[\w-]+)(?::([\w$-]+))?$/.exec(functionName) ?? [];
    return {
      functionName: unqualified,
      qualifier: args.string("qualifier") ?? appended,
      principal: args.string("principal") ?? "",
      sourceArn,
    };
  });
}

function logGroupName(args: Arguments): string | undefined {
  const logging = args.block("logging_config");
  logging?.hasNoLocalEffect("log_format", "application_log_level", "system_log_level");
  return logging?.stringIfResolved("log_group");
}

function noticeOtherRuntime(reading: StackReading, args: Arguments): void {
  const runtime = args.stringIfResolved("runtime");
  if (runtime !== undefined && !runtime.startsWith("nodejs")) {
    reading.notices.push(`${args.address}: runtime ${runtime} (the handler file runs in Node ${process.version})`);
  }
}

/** How the code gets to AWS and how it is billed and named there. */
const deploymentOnly = [
  "architectures",
  "code_signing_config_arn",
  "description",
  "filename",
  "image_uri",
  "kms_key_arn",
  "package_type",
  "publish",
  "role",
  "s3_bucket",
  "s3_key",
  "s3_object_version",
  "skip_destroy",
  "source_code_hash",
  "tags",
];
