/** Refusals that several tests expect: `await expect(call).rejects.toMatchObject(refusal("NotAuthorizedException", "…"))`. */
export const refusal = (name: string, message?: string) => (message === undefined ? { name } : { name, message });

export const incorrect = refusal("NotAuthorizedException", "Incorrect username or password.");
export const wrongCode = refusal("CodeMismatchException", "Invalid verification code provided, please try again.");
export const expiredCode = refusal("ExpiredCodeException", "Invalid code provided, please request a code again.");
export const limitExceeded = refusal("LimitExceededException", "Attempt limit exceeded, please try after some time.");
export const lockedOut = refusal("NotAuthorizedException", "Password attempts exceeded");
export const unknownUser = refusal("UserNotFoundException", "User does not exist.");
export const softwareTokenUsed = refusal("ExpiredCodeException", "Your software token has already been used once.");
export const notAvailable = refusal("InvalidParameterException", "Selected challenge is not available");
export const spentSession = refusal(
  "NotAuthorizedException",
  "Invalid session for the user, session can only be used once.",
);
export const expiredSession = refusal("NotAuthorizedException", "Invalid session for the user, session is expired.");
export const invalidSession = refusal("NotAuthorizedException", "Invalid session for the user.");

/** A code that is not `code`, of the same form. */
export function otherThan(code: string): string {
  return code.replace(/^./, (digit) => String((Number(digit) + 1) % 10));
}
