/** USER_PASSWORD_AUTH: the password itself, where the client allows it. */
import { candidateFor } from "../candidate";
import { checkPassword } from "../check-password";
import { continueSignIn } from "../continue-sign-in";
import { provenBy } from "../proven";
import { assertSecretHash } from "../secret-hash";
import { type AuthFlow, requireParameter } from "./flow";

export const userPasswordAuth: AuthFlow = {
  allowedBy: "ALLOW_USER_PASSWORD_AUTH",
  notAllowed: "USER_PASSWORD_AUTH flow not enabled for this client",
  begin({ tools, pool, client, parameters }) {
    const name = requireParameter(parameters, "USERNAME");
    const password = requireParameter(parameters, "PASSWORD");
    assertSecretHash(client, name, parameters.SECRET_HASH);
    const candidate = candidateFor(pool, client, name);
    const user = checkPassword(pool, candidate, password);
    return continueSignIn({ tools, pool, client, user, proven: provenBy("PASSWORD") });
  },
};
