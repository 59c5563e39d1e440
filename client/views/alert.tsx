import type { Failure } from "../auth/failure";

/** What failed, said at once. */
export const Alert = ({ failure }: { failure: Failure | undefined }) =>
  failure ? (
    <p class="alert" role="alert">
      {failure.text}
    </p>
  ) : null;
