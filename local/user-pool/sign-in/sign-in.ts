/** A sign-in on its way, before and after its first factor. */
import type { User } from "../domain/user";
import type { OperationTools } from "../operation-tools";
import type { PoolAndClient } from "../pools";
import type { Candidate } from "./candidate";
import type { Proven } from "./proven";

/** A sign-in of somebody who may not exist. */
export interface Attempt extends PoolAndClient {
  readonly tools: OperationTools;
  readonly candidate: Candidate;
  readonly proven: Proven;
}

/** A sign-in whose first factor was right. */
export interface SignIn extends PoolAndClient {
  readonly tools: OperationTools;
  readonly user: User;
  readonly proven: Proven;
}
