/**
 * The refusals of the service, one class per name. `name` travels as `__type` and in `x-amzn-errortype`, always with
 * `status`; see http/answer.ts, the one place where they meet the wire.
 *
 * Source: Amazon Cognito user pools API Reference, "Common Errors" and the error list of each operation.
 */
export abstract class CognitoError extends Error {
  abstract override readonly name: string;
  readonly status: number = 400;
}

export class AliasExistsException extends CognitoError {
  override readonly name = "AliasExistsException";
}
export class CodeMismatchException extends CognitoError {
  override readonly name = "CodeMismatchException";
}
export class EnableSoftwareTokenMFAException extends CognitoError {
  override readonly name = "EnableSoftwareTokenMFAException";
}
export class ExpiredCodeException extends CognitoError {
  override readonly name = "ExpiredCodeException";
}
/** Not Cognito's own: a request that a web page could have sent, where none may, or one to another host. */
export class ForbiddenException extends CognitoError {
  override readonly name = "ForbiddenException";
  override readonly status = 403;
}
export class GroupExistsException extends CognitoError {
  override readonly name = "GroupExistsException";
}
export class InternalErrorException extends CognitoError {
  override readonly name = "InternalErrorException";
  override readonly status = 500;
}
export class InvalidParameterException extends CognitoError {
  override readonly name = "InvalidParameterException";
}
export class InvalidPasswordException extends CognitoError {
  override readonly name = "InvalidPasswordException";
}
export class LimitExceededException extends CognitoError {
  override readonly name = "LimitExceededException";
}
/** Not Cognito's own: an endpoint under /local/ takes other methods. */
export class MethodNotAllowedException extends CognitoError {
  override readonly name = "MethodNotAllowedException";
  override readonly status = 405;
}
export class MissingAuthenticationTokenException extends CognitoError {
  override readonly name = "MissingAuthenticationTokenException";
}
export class NotAuthorizedException extends CognitoError {
  override readonly name = "NotAuthorizedException";
}
/** Not Cognito's own: there is no such endpoint under /local/. */
export class NotFoundException extends CognitoError {
  override readonly name = "NotFoundException";
  override readonly status = 404;
}
export class PasswordHistoryPolicyViolationException extends CognitoError {
  override readonly name = "PasswordHistoryPolicyViolationException";
}
export class PasswordResetRequiredException extends CognitoError {
  override readonly name = "PasswordResetRequiredException";
}
export class RefreshTokenReuseException extends CognitoError {
  override readonly name = "RefreshTokenReuseException";
}
export class RequestEntityTooLargeException extends CognitoError {
  override readonly name = "RequestEntityTooLargeException";
  override readonly status = 413;
}
export class ResourceNotFoundException extends CognitoError {
  override readonly name = "ResourceNotFoundException";
}
export class SerializationException extends CognitoError {
  override readonly name = "SerializationException";
}
export class SoftwareTokenMFANotFoundException extends CognitoError {
  override readonly name = "SoftwareTokenMFANotFoundException";
}
export class UnauthorizedException extends CognitoError {
  override readonly name = "UnauthorizedException";
}
export class UnknownOperationException extends CognitoError {
  override readonly name = "UnknownOperationException";
}
export class UnsupportedOperationException extends CognitoError {
  override readonly name = "UnsupportedOperationException";
}
export class UnsupportedTokenTypeException extends CognitoError {
  override readonly name = "UnsupportedTokenTypeException";
}
export class UnsupportedUserStateException extends CognitoError {
  override readonly name = "UnsupportedUserStateException";
}
export class UserNotConfirmedException extends CognitoError {
  override readonly name = "UserNotConfirmedException";
}
export class UserNotFoundException extends CognitoError {
  override readonly name = "UserNotFoundException";
}
export class UsernameExistsException extends CognitoError {
  override readonly name = "UsernameExistsException";
}
export class WebAuthnChallengeNotFoundException extends CognitoError {
  override readonly name = "WebAuthnChallengeNotFoundException";
}
export class WebAuthnClientMismatchException extends CognitoError {
  override readonly name = "WebAuthnClientMismatchException";
}
export class WebAuthnConfigurationMissingException extends CognitoError {
  override readonly name = "WebAuthnConfigurationMissingException";
}
export class WebAuthnCredentialNotSupportedException extends CognitoError {
  override readonly name = "WebAuthnCredentialNotSupportedException";
}
export class WebAuthnNotEnabledException extends CognitoError {
  override readonly name = "WebAuthnNotEnabledException";
}
export class WebAuthnOriginNotAllowedException extends CognitoError {
  override readonly name = "WebAuthnOriginNotAllowedException";
}
export class WebAuthnRelyingPartyMismatchException extends CognitoError {
  override readonly name = "WebAuthnRelyingPartyMismatchException";
}
