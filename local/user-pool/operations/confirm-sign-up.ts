/**
 * ConfirmSignUp: the code makes the user CONFIRMED, and the address that it went to verified. The answer's session signs
 * in by USER_AUTH; one in the request is not needed for that (U).
 * @throws CodeMismatchException @throws ExpiredCodeException @throws LimitExceededException
 * @throws NotAuthorizedException already confirmed
 * @throws AliasExistsException the verified address is another user's alias
 * Source: API Reference, "ConfirmSignUp".
 */
import { assertCode } from "../domain/codes";
import { withAttributes, withoutCode } from "../domain/user";
import { clientId, confirmationCode, secretHash, sessionText, username } from "../input/parameters";
import { flag } from "../input/shapes";
import { optional, required } from "../input/structure";
import { combinationNotFound, wrongCode } from "../refusals";
import { unknownSubject } from "../sign-in/candidate";
import { assertSecretHash } from "../sign-in/secret-hash";
import { openSignUpSession } from "../sign-in/sign-up-session";
import { claimAlias } from "../users/alias";
import { assertUnconfirmed } from "../users/assert-unconfirmed";
import { operation } from "./operation";

export const confirmSignUp = operation({
  access: "public",
  input: {
    ClientId: required(clientId),
    Username: required(username),
    ConfirmationCode: required(confirmationCode),
    ForceAliasCreation: optional(flag),
    Session: optional(sessionText),
    SecretHash: optional(secretHash),
  },
  answer(tools, { ClientId, Username, ConfirmationCode, ForceAliasCreation = false, SecretHash }) {
    const { pool, client } = tools.pools.requireClient(ClientId);
    assertSecretHash(client, Username, SecretHash);
    const user = pool.users.find(Username);
    pool.attempts.countCall(user?.username ?? unknownSubject(pool, Username), "ConfirmSignUp");
    // U: the service's page names several answers for hidden users; this one fits a guess at the code.
    if (user === undefined) throw client.hidesUserExistence ? wrongCode() : combinationNotFound();
    assertUnconfirmed(user);

    const { sentTo } = assertCode(user.codes.signUp, ConfirmationCode, tools.clock());
    claimAlias(pool, user, sentTo, ForceAliasCreation);
    const verified = withAttributes(withoutCode(user, "signUp"), { [`${sentTo}_verified`]: "true" });
    const confirmed = pool.users.save({ ...verified, status: "CONFIRMED" });
    return { Session: openSignUpSession(tools, { pool, client }, confirmed) };
  },
});
