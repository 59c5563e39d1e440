/** Authorizers: those on Cognito user pools are enforced, others are unsupported. */
import type { Arguments } from "../arguments";
import type { StackReading } from "../stack-reading";

export interface UserPool {
  readonly id: string;
  /** `iss` of the pool's tokens. */
  readonly issuer: string;
}

export interface CognitoAuthorizer {
  readonly kind: "cognito";
  readonly address: string;
  readonly id: string;
  readonly restApiId: string;
  /** The header that carries the token. */
  readonly headerName: string;
  readonly userPools: readonly UserPool[];
  /** What the ID token's `aud` must match as a whole. */
  readonly audience: RegExp | undefined;
}

/** One that cannot be enforced here: whatever it guards stays closed. */
export interface ClosedAuthorizer {
  readonly kind: "closed";
  readonly address: string;
  readonly id: string;
  readonly restApiId: string;
}

export type Authorizer = CognitoAuthorizer | ClosedAuthorizer;

export function readAuthorizers(reading: StackReading): Authorizer[] {
  return reading.each("aws_api_gateway_authorizer", (args, resource): Authorizer | undefined => {
    const restApiId = args.requireString("rest_api_id");
    const common = { address: args.address, id: reading.idOf(resource), restApiId };
    // Set and stored by AWS; no effect on Cognito results is known (U), so results are never cached here.
    args.hasNoLocalEffect("name", "authorizer_result_ttl_in_seconds");
    // TOKEN is the provider's default.
    const type = args.string("type") ?? "TOKEN";
    if (type !== "COGNITO_USER_POOLS") {
      args.hasNoLocalEffect("authorizer_uri", "authorizer_credentials", "identity_source");
      args.hasNoLocalEffect("identity_validation_expression");
      return closed(`is a Lambda authorizer (type ${type}), which is not run here`);
    }

    const headerName = /^method\.request\.header\.([\w-]+)$/.exec(args.string("identity_source") ?? defaultSource)?.[1];
    if (headerName === undefined) return closed("takes the token from something other than one request header");
    const audience = readAudience(args);
    if (audience === "unknown") {
      return closed("has an identity_validation_expression that JavaScript's regular expressions do not know");
    }
    const unknownPool = args.unresolved("provider_arns");
    if (unknownPool !== undefined)
      return closed(`takes the tokens of a user pool that is unknown here: ${unknownPool}`);
    const userPools = readUserPools(reading, args);
    return userPools.length === 0 ? undefined : { ...common, kind: "cognito", headerName, userPools, audience };

    function closed(reason: string): ClosedAuthorizer {
      reading.unsupported.push({ address: args.address, reason, whenAllowed: "the methods it guards answer 500" });
      return { ...common, kind: "closed" };
    }
  });
}

const defaultSource = "method.request.header.Authorization";

/**
 * Whether AWS wants the whole `aud` to match or a part of it is not documented (U): the whole, which lets fewer in. The
 * `u` flag makes JavaScript refuse escapes that mean something else in Java.
 */
function readAudience(args: Arguments): RegExp | undefined | "unknown" {
  const expression = args.string("identity_validation_expression");
  if (expression === undefined || expression === "") return undefined;
  try {
    return new RegExp(`^(?:${expression})$`, "u");
  } catch {
    return "unknown";
  }
}

function readUserPools(reading: StackReading, args: Arguments): UserPool[] {
  const arns = args.strings("provider_arns") ?? [];
  if (arns.length === 0) reading.fault(args.address, "names no user pool in provider_arns");
  return arns.flatMap((arn) => {
    const [, region, id] = /^arn:aws[\w-]*:cognito-idp:([\w-]+):\d*:userpool\/([\w-]+)$/.exec(arn) ?? [];
    if (region !== undefined && id !== undefined) {
      return [{ id, issuer: `https://cognito-idp.${region}.amazonaws.com/${id}` }];
    }
    reading.fault(args.address, `has a provider_arns entry that is no ARN of a user pool: ${arn}`);
    return [];
  });
}
