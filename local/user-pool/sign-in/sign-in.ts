/** How far a sign-in has come. */
import type { User } from "../domain/user";
import type { OperationTools } from "../operation-tools";
import type { PoolAndClient } from "../pools";
import type { Candidate } from "./candidate";

/** What the sign-in has shown so far. */
export interface Proven {
  /** SIGN_UP: the sign-up code, right after it confirmed the user. Absent at the start of USER_AUTH. */
  readonly firstFactor: "PASSWORD" | "EMAIL_OTP" | "WEB_AUTHN" | "SIGN_UP" | undefined;
  readonly secondFactor: boolean;
}

export const nothingProven = provenBy(undefined);

/** A first factor, and nothing more. */
export function provenBy(firstFactor: Proven["firstFactor"]): Proven {
  return { firstFactor, secondFactor: false };
}

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
