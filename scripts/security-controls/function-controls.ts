import { type Block, type Control, every, listOf, statementsOf } from "./control";

/** The function and what it may do. */
export const functionControls: readonly Control[] = [
  {
    id: "lambda-runtime",
    title: "The function runs on a runtime that is supported",
    sources: ["CKV_AWS_363", "Lambda.2", "AwsSolutions-L1"],
    follows: every("aws_lambda_function", ({ runtime }) => /^nodejs(22|24)\.x$/.test(String(runtime))),
  },
  {
    id: "lambda-callers",
    title: "Only the API's own stage may call the function",
    sources: ["CKV_AWS_301", "CKV_AWS_364", "Lambda.1"],
    follows: every(
      "aws_lambda_permission",
      ({ principal, source_arn }) =>
        principal === "apigateway.amazonaws.com" && /execution_arn\}\/[a-z0-9-]+\/\*\/\*$/.test(String(source_arn)),
    ),
  },
  {
    id: "lambda-tracing",
    title: "The function is traced",
    sources: ["CKV_AWS_50", "Lambda.7"],
    setting: "X_RAY",
    follows: every(
      "aws_lambda_function",
      ({ tracing_config }) => JSON.stringify(tracing_config) === '{"mode":"Active"}',
    ),
  },
  {
    id: "lambda-concurrency",
    title: "The function has a limit of concurrent executions",
    sources: ["CKV_AWS_115"],
    setting: "LAMBDA_CONCURRENCY",
    follows: every("aws_lambda_function", (block) => Number(block.reserved_concurrent_executions) > 0),
  },
  {
    id: "lambda-vpc",
    title: "The function runs in a VPC",
    sources: ["CKV_AWS_117", "Lambda.3"],
    follows: {
      waived:
        "It talks to no private resource. In a VPC without a NAT gateway it could not fetch the user pool's keys, and every " +
        "signed-in request would fail.",
    },
  },
  {
    id: "lambda-dead-letters",
    title: "The function has a dead-letter queue",
    sources: ["CKV_AWS_116"],
    follows: {
      waived: "It is called synchronously only: a failure goes back to the caller, and there is no event to keep.",
    },
  },
  {
    id: "lambda-environment-key",
    title: "The function's environment is encrypted with a key of our own",
    sources: ["CKV_AWS_173"],
    follows: { waived: "It holds no secret: ids, origins and a log level. Lambda encrypts it with its own key." },
  },
  {
    id: "lambda-secrets",
    title: "The function's environment holds no secret",
    sources: ["CKV_AWS_45"],
    follows: every("aws_lambda_function", ({ environment }) => {
      const { variables = {} } = (environment ?? {}) as { variables?: Block };
      return Object.keys(variables).every((name) => !/secret|password|token|private|api_?key/i.test(name));
    }),
  },
  {
    id: "lambda-code-signing",
    title: "The function's code is signed",
    sources: ["CKV_AWS_272"],
    follows: {
      waived:
        "The archive is reproducible byte for byte, and Terraform compares its hash with what runs: other code shows as a " +
        "difference in the next plan.",
    },
  },
  {
    id: "iam-trust",
    title: "A role is for one service of AWS, and for nobody else",
    sources: ["CKV_AWS_60", "CKV_AWS_61"],
    follows: every("aws_iam_role", ({ assume_role_policy }) =>
      statementsOf(assume_role_policy).every(({ Principal }) =>
        /^\{"Service":"[a-z]+\.amazonaws\.com"\}$/.test(JSON.stringify(Principal)),
      ),
    ),
  },
  {
    id: "iam-actions",
    title: "No permission for every action",
    sources: ["CKV_AWS_62", "CKV_AWS_63", "IAM.1", "IAM.21", "AwsSolutions-IAM5"],
    follows: every("aws_iam_role_policy", ({ policy }) =>
      statementsOf(policy).every(({ Action }) => listOf(Action).every((action) => !action.includes("*"))),
    ),
  },
  {
    id: "iam-resources",
    title: "No permission for every resource, but for X-Ray, which has no resources that could be named",
    sources: ["CKV_AWS_355", "AwsSolutions-IAM5"],
    follows: every("aws_iam_role_policy", ({ policy }) =>
      statementsOf(policy).every(
        ({ Action, Resource }) =>
          !listOf(Resource).includes("*") || listOf(Action).every((action) => action.startsWith("xray:")),
      ),
    ),
  },
  {
    id: "iam-managed-policies",
    title: "No policy that AWS manages and may widen",
    sources: ["CKV_AWS_274", "CKV2_AWS_56", "AwsSolutions-IAM4"],
    follows: every("aws_iam_role_policy_attachment", ({ policy_arn }) =>
      // API Gateway asks for this very policy on the account's logging role.
      String(policy_arn).endsWith("/AmazonAPIGatewayPushToCloudWatchLogs"),
    ),
  },
];
