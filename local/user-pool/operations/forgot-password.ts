/**
 * ForgotPassword: a reset code to a verified address. The old password works until the code is used (U).
 * @throws InvalidParameterException no verified address
 * @throws NotAuthorizedException disabled; invited and never signed in; only administrators reset passwords
 * @throws UserNotFoundException, where the client does not hide that @throws LimitExceededException
 * Source: API Reference, "ForgotPassword".
 */
import { sendCode } from "../inbox/send-code";
import { simulatedDelivery } from "../inbox/simulated-delivery";
import { clientId, secretHash, username } from "../input/parameters";
import { optional, required } from "../input/structure";
import { combinationNotFound, userIsDisabled } from "../refusals";
import { unknownSubject } from "../sign-in/candidate";
import { assertSecretHash } from "../sign-in/secret-hash";
import { assertResettable, assertSelfService, noRecoveryAddress, recoveryAttribute } from "../users/recovery";
import { operation } from "./operation";

export const forgotPassword = operation({
  access: "public",
  input: { ClientId: required(clientId), Username: required(username), SecretHash: optional(secretHash) },
  answer({ pools, clock }, { ClientId, Username, SecretHash }) {
    const { pool, client } = pools.requireClient(ClientId);
    assertSecretHash(client, Username, SecretHash);
    assertSelfService(pool);
    const user = pool.users.find(Username);
    const subject = user?.username ?? unknownSubject(pool, Username);
    pool.attempts.countCall(subject, "ForgotPassword");
    pool.attempts.resetAsked(subject);

    if (user?.enabled) assertResettable(user);
    const attribute = user?.enabled ? recoveryAttribute(pool, user) : undefined;
    if (user === undefined || attribute === undefined) {
      if (client.hidesUserExistence) return { CodeDeliveryDetails: simulatedDelivery(pool, Username) };
      if (user === undefined) throw combinationNotFound();
      throw user.enabled ? noRecoveryAddress() : userIsDisabled();
    }
    const { details } = sendCode(pool, clock, user, { use: "forgotPassword", purpose: "forgotPassword", attribute });
    return { CodeDeliveryDetails: details };
  },
});
