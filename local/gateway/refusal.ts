/**
 * Whatever the gateway answers by itself instead of passing a request on or an answer back.
 * Source: Amazon API Gateway Developer Guide, "Gateway response types for API Gateway"; error types as recorded.
 */
import type { GatewayResponseType } from "../terraform/rest-api/gateway-responses";

interface Wording {
  readonly status: number;
  /** `null` is written as such, without quotes. */
  readonly message: string | null;
  /** `x-amzn-ErrorType`; stays when the answer is customised. */
  readonly errorType: string;
}

export class GatewayRefusal extends Error {
  override readonly name = "GatewayRefusal";
  readonly status: number;
  /** `$context.error.message`; for the client. */
  readonly text: string | null;
  readonly errorType: string;

  /**
   * @param type selects the gateway response
   * @param why for the developer: which layer, which check, what was sent, what is wanted. Never a token.
   * @param wording where it differs from the type's own
   */
  constructor(
    readonly type: GatewayResponseType,
    readonly why: string,
    wording: Partial<Wording> = {},
  ) {
    super(why);
    const { status, message, errorType } = { ...wordings[type], ...wording };
    this.status = status;
    this.text = message;
    this.errorType = errorType;
  }
}

const internal: Wording = {
  status: 500,
  message: "Internal server error",
  errorType: "InternalServerErrorException",
};
const signature = "The security token included in the request is expired";

/**
 * Statuses are documented. Messages and error types that no recording shows are marked: (I) other emulators have them,
 * (U) they are the service's usual words.
 */
const wordings: Readonly<Record<GatewayResponseType, Wording>> = {
  ACCESS_DENIED: {
    status: 403,
    message: "User is not authorized to access this resource",
    errorType: "AccessDeniedException",
  },
  API_CONFIGURATION_ERROR: internal, // (U)
  AUTHORIZER_CONFIGURATION_ERROR: { ...internal, message: null, errorType: "AuthorizerConfigurationException" }, // (I)
  AUTHORIZER_FAILURE: { ...internal, errorType: "AuthorizerConfigurationException" }, // (U)
  BAD_REQUEST_BODY: { status: 400, message: "Invalid request body", errorType: "BadRequestException" },
  BAD_REQUEST_PARAMETERS: { status: 400, message: "Bad Request", errorType: "BadRequestException" },
  DEFAULT_4XX: { status: 400, message: "Bad Request", errorType: "BadRequestException" },
  DEFAULT_5XX: internal,
  EXPIRED_TOKEN: { status: 403, message: signature, errorType: "ExpiredTokenException" }, // (U)
  INTEGRATION_FAILURE: { ...internal, status: 502 },
  INTEGRATION_TIMEOUT: { ...internal, status: 504, message: "Endpoint request timed out" }, // (I)
  INVALID_API_KEY: { status: 403, message: "Forbidden", errorType: "ForbiddenException" },
  INVALID_SIGNATURE: { status: 403, message: "Forbidden", errorType: "InvalidSignatureException" }, // (U)
  MISSING_AUTHENTICATION_TOKEN: {
    status: 403,
    message: "Missing Authentication Token",
    errorType: "MissingAuthenticationTokenException",
  },
  QUOTA_EXCEEDED: { status: 429, message: "Limit Exceeded", errorType: "LimitExceededException" },
  REQUEST_TOO_LARGE: { status: 413, message: "Request Too Long", errorType: "RequestTooLargeException" }, // (U)
  RESOURCE_NOT_FOUND: { status: 404, message: "Not Found", errorType: "NotFoundException" }, // (U)
  THROTTLED: { status: 429, message: "Too Many Requests", errorType: "TooManyRequestsException" },
  UNAUTHORIZED: { status: 401, message: "Unauthorized", errorType: "UnauthorizedException" },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: "Unsupported Media Type", errorType: "BadRequestException" }, // (I)
  WAF_FILTERED: { status: 403, message: "Forbidden", errorType: "ForbiddenException" }, // (U for the type)
};
