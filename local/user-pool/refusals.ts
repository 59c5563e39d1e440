/**
 * Refusals that several operations share, with the service's own texts. "U" marks a text that no public source proves;
 * the others were seen from the real service.
 */
import {
  CodeMismatchException,
  ExpiredCodeException,
  InvalidParameterException,
  LimitExceededException,
  NotAuthorizedException,
  PasswordResetRequiredException,
  ResourceNotFoundException,
  SoftwareTokenMFANotFoundException,
  UserNotConfirmedException,
  UserNotFoundException,
} from "./errors";

export const incorrectPassword = () => new NotAuthorizedException("Incorrect username or password.");
export const passwordAttemptsExceeded = () => new NotAuthorizedException("Password attempts exceeded");
export const attemptLimitExceeded = () =>
  new LimitExceededException("Attempt limit exceeded, please try after some time.");

export const userDoesNotExist = () => new UserNotFoundException("User does not exist.");
/** What the operations around codes say of an unknown user, where the client does not hide it. */
export const combinationNotFound = () => new UserNotFoundException("Username/client id combination not found.");
/** U: seen in client code only. */
export const userIsDisabled = () => new NotAuthorizedException("User is disabled.");
export const userIsNotConfirmed = () => new UserNotConfirmedException("User is not confirmed.");
export const passwordResetRequired = () => new PasswordResetRequiredException("Password reset required for the user");

export const wrongSoftwareTokenCode = () => new CodeMismatchException("Invalid code received for user");
export const softwareTokenUsed = () => new ExpiredCodeException("Your software token has already been used once.");
/** A wrong one-time code by e-mail; a code in a sign-in that does not ask for it. */
export const wrongCodeOrState = () => new CodeMismatchException("Invalid code or auth state for the user.");
export const noSoftwareTokenMfa = () =>
  new SoftwareTokenMFANotFoundException("Software Token MFA has not been enabled by the userPool");
export const challengeNotAvailable = () => new InvalidParameterException("Selected challenge is not available");
export const deviceDoesNotExist = () => new ResourceNotFoundException("Device does not exist.");

export const wrongCode = () => new CodeMismatchException("Invalid verification code provided, please try again.");
export const expiredCode = () => new ExpiredCodeException("Invalid code provided, please request a code again.");

/** U: text, but for USERNAME and Session. */
export const missingParameter = (name: string) => new InvalidParameterException(`Missing required parameter ${name}`);
export const noSuchPool = (id: string) => new ResourceNotFoundException(`User pool ${id} does not exist.`);
export const noSuchClient = (id: string) => new ResourceNotFoundException(`User pool client ${id} does not exist.`);
/** U: text. */
export const noSuchGroup = () => new ResourceNotFoundException("Group not found.");
