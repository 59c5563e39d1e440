/** What an operation is: a declared input, and a function from it to the answer. */

import type { Infer, Structure } from "../input/structure";
import type { OperationTools } from "../operation-tools";

export interface Operation<Input extends Structure = Structure> {
  /**
   * `public`: called by apps, without a signature, also from browsers.
   * `signed`: called by administrators with AWS credentials; never readable for a web page.
   */
  readonly access: "public" | "signed";
  readonly input: Input;
  /**
   * Runs to its end without waiting where it can, so that no two requests interleave. `Date`s leave as they are, for
   * the HTTP edge to write epoch seconds; members that are `undefined` it leaves out.
   */
  answer(tools: OperationTools, request: Infer<Input>): object | Promise<object>;
}

/** Ties the request's type to the declared input. */
export function operation<const Input extends Structure>(definition: Operation<Input>): Operation<Input> {
  return definition;
}
