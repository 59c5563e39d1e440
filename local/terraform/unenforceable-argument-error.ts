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
