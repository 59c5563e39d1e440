/** USER_SRP_AUTH: the password proves itself and is never sent. U: the user's state is told after the proof, not here. */
import { candidateFor } from "../candidate";
import { issuePasswordVerifier } from "../issue-password-verifier";
import { nothingProven } from "../proven";
import { assertSecretHash } from "../secret-hash";
import { type AuthFlow, requireParameter } from "./flow";

export const userSrpAuth: AuthFlow = {
  allowedBy: "ALLOW_USER_SRP_AUTH",
  notAllowed: "USER_SRP_AUTH is not enabled for the client.",
  begin({ tools, pool, client, parameters }) {
    const name = requireParameter(parameters, "USERNAME");
    const srpA = requireParameter(parameters, "SRP_A");
    assertSecretHash(client, name, parameters.SECRET_HASH);
    const candidate = candidateFor(pool, client, name);
    return issuePasswordVerifier({ tools, pool, client, candidate, proven: nothingProven }, srpA, "USER_SRP_AUTH");
  },
};
