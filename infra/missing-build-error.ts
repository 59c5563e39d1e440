/** Something that `npm run build` makes is not there. */
export class MissingBuildError extends Error {
  override readonly name = "MissingBuildError";
  constructor(
    readonly file: string,
    options?: ErrorOptions,
  ) {
    super(`${file} is missing: build it with \`npm run build\`, then try again.`, options);
  }
}
