/** An invocation that gave no answer. */
export class FunctionFailure extends Error {
  override readonly name = "FunctionFailure";

  /**
   * @param kind what happened: it could not be loaded, threw, ran out of time, its process ended, answered too much
   * @param message for the developer; without the text of the function's own error, which its console lines show
   */
  constructor(
    readonly kind: "init" | "threw" | "timeout" | "exit" | "tooLarge",
    message: string,
  ) {
    super(message);
  }
}
