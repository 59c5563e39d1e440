/** Methods: who may call them, and what answers. */
import type { Arguments } from "../arguments";
import type { StackReading } from "../stack-reading";
import type { Authorizer, CognitoAuthorizer } from "./authorizers";
import type { Integration } from "./integrations";

export interface Method {
  readonly address: string;
  /** One of the seven, or `ANY`. */
  readonly httpMethod: string;
  readonly access: Access;
  readonly operationName: string | undefined;
  readonly integration: Integration;
}

export type Access =
  | { readonly kind: "open" }
  /** Without scopes ID tokens are taken, with scopes access tokens that hold at least one of them. */
  | { readonly kind: "cognito"; readonly authorizer: CognitoAuthorizer; readonly scopes: readonly string[] }
  /** Guarded by something that cannot be enforced here: nobody gets in. */
  | { readonly kind: "closed"; readonly refusal: ClosedRefusal; readonly why: string };

/** How AWS answers somebody without the proof that such a method wants. */
export type ClosedRefusal = "MISSING_AUTHENTICATION_TOKEN" | "INVALID_API_KEY" | "AUTHORIZER_CONFIGURATION_ERROR";

export interface DeclaredMethod extends Omit<Method, "integration"> {
  readonly resourceId: string;
}

const httpMethods = new Set(["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]);

export function readMethods(
  reading: StackReading,
  restApiId: string,
  authorizers: readonly Authorizer[],
): DeclaredMethod[] {
  return reading.each("aws_api_gateway_method", (args): DeclaredMethod | undefined => {
    // Required parameters and models are checked by a validator only, and those are unsupported by themselves.
    args.hasNoLocalEffect("request_parameters", "request_models");
    const httpMethod = args.requireString("http_method");
    if (!httpMethods.has(httpMethod)) reading.fault(args.address, `has an unknown http_method: ${httpMethod}`);
    if (args.requireString("rest_api_id") !== restApiId) return undefined;
    checkValidator(reading, args);
    return {
      address: args.address,
      httpMethod,
      resourceId: args.requireString("resource_id"),
      access: readAccess(reading, args, authorizers),
      operationName: args.string("operation_name"),
    };
  });
}

function readAccess(reading: StackReading, args: Arguments, authorizers: readonly Authorizer[]): Access {
  const authorization = args.requireString("authorization");
  const authorizerId = args.string("authorizer_id");
  const scopes = args.strings("authorization_scopes") ?? [];
  const authorizer = authorizers.find(({ id }) => id === authorizerId);

  if (args.boolean("api_key_required") === true) {
    return closed("INVALID_API_KEY", "needs an API key, which is not checked here", "it answers 403");
  }
  switch (authorization) {
    case "NONE":
      return { kind: "open" };
    case "AWS_IAM":
      return closed("MISSING_AUTHENTICATION_TOKEN", "needs a signed AWS request (AWS_IAM)", "it answers 403");
    case "CUSTOM":
    case "COGNITO_USER_POOLS":
      if (authorizer === undefined) {
        const problem =
          authorizerId === undefined ? "has no authorizer_id" : `refers to no authorizer: ${authorizerId}`;
        reading.fault(args.address, `wants ${authorization}, but ${problem}`);
      } else if (authorizer.kind === "cognito") {
        if (authorization === "COGNITO_USER_POOLS") return { kind: "cognito", authorizer, scopes };
        reading.fault(args.address, `wants CUSTOM, but ${authorizer.address} is for user pools`);
      }
      return {
        kind: "closed",
        refusal: "AUTHORIZER_CONFIGURATION_ERROR",
        why: `${authorizer?.address ?? "its authorizer"} cannot be enforced here`,
      };
    default:
      return closed(
        "AUTHORIZER_CONFIGURATION_ERROR",
        `has an unknown authorization ${authorization}`,
        "it answers 500",
      );
  }

  function closed(refusal: ClosedRefusal, reason: string, whenAllowed: string): Access {
    reading.unsupported.push({ address: args.address, reason, whenAllowed });
    return { kind: "closed", refusal, why: `${args.address} ${reason}` };
  }
}

/** A validator of this stack is named by itself; one from elsewhere can only be named through the method. */
function checkValidator(reading: StackReading, args: Arguments): void {
  const isOurs = reading.isInStack("aws_api_gateway_request_validator", args.stringIfResolved("request_validator_id"));
  if (args.has("request_validator_id") && !isOurs) {
    const reason = "has a request validator, which is not run here";
    reading.unsupported.push({ address: args.address, reason, whenAllowed: "its requests are not validated" });
  }
}
