/** `await expect(call).rejects.toMatchObject(refusal("NotAuthorizedException", "…"))` */
export const refusal = (name: string, message?: string) => (message === undefined ? { name } : { name, message });

export const incorrect = refusal("NotAuthorizedException", "Incorrect username or password.");
export const wrongCode = refusal("CodeMismatchException", "Invalid verification code provided, please try again.");
export const expiredCode = refusal("ExpiredCodeException", "Invalid code provided, please request a code again.");
export const limitExceeded = refusal("LimitExceededException", "Attempt limit exceeded, please try after some time.");

/** A code that is not `code`, of the same form. */
export function otherThan(code: string): string {
  return code.replace(/^./, (digit) => String((Number(digit) + 1) % 10));
}
