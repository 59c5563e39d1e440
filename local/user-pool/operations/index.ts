/** Wire name to operation: the only list. */
import { confirmSignUp } from "./confirm-sign-up";
import { initiateAuth } from "./initiate-auth";
import type { Operation } from "./operation";
import { respondToAuthChallenge } from "./respond-to-auth-challenge";
import { signUp } from "./sign-up";

export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    ConfirmSignUp: confirmSignUp,
    InitiateAuth: initiateAuth,
    RespondToAuthChallenge: respondToAuthChallenge,
    SignUp: signUp,
  }),
);
