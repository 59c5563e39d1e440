/** What can be wrong with an argument. */

/** An argument that the local side needs is missing, of the wrong kind, or refers to something without a local value. */
export class ArgumentError extends Error {
  override readonly name = "ArgumentError";
  constructor(
    readonly address: string,
    readonly argument: string,
    problem: string,
  ) {
    super(`${address}: ${argument} ${problem}.`);
  }
}

/** An argument asks for a restriction that the local pool cannot enforce. */
export class UnenforceableArgumentError extends Error {
  override readonly name = "UnenforceableArgumentError";
  constructor(
    readonly address: string,
    readonly argument: string,
    why: string,
  ) {
    super(`${address}: ${argument} cannot be enforced locally: ${why}.`);
  }
}
