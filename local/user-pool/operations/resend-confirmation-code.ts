/**
 * ResendConfirmationCode: a new sign-up code; the earlier one stops working (U).
 * @throws InvalidParameterException already confirmed, or the pool verifies nothing
 * @throws LimitExceededException
 * Source: API Reference, "ResendConfirmationCode".
 */
import { InvalidParameterException } from "../errors";
import { sendCode } from "../inbox/send-code";
import { simulatedDelivery } from "../inbox/simulated-delivery";
import { clientId, secretHash, username } from "../input/parameters";
import { optional, required } from "../input/structure";
import { combinationNotFound, userIsDisabled } from "../refusals";
import { unknownSubject } from "../sign-in/candidate";
import { assertSecretHash } from "../sign-in/secret-hash";
import { attributeToVerify } from "../users/attribute-to-verify";
import { operation } from "./operation";

export const resendConfirmationCode = operation({
  access: "public",
  input: { ClientId: required(clientId), Username: required(username), SecretHash: optional(secretHash) },
  answer({ pools, clock }, { ClientId, Username, SecretHash }) {
    const { pool, client } = pools.requireClient(ClientId);
    assertSecretHash(client, Username, SecretHash);
    const user = pool.users.find(Username);
    pool.attempts.countCall(user?.username ?? unknownSubject(pool, Username), "ResendConfirmationCode");
    if (!user?.enabled) {
      if (client.hidesUserExistence) return { CodeDeliveryDetails: simulatedDelivery(pool, Username) };
      throw user === undefined ? combinationNotFound() : userIsDisabled();
    }
    if (user.status !== "UNCONFIRMED") throw new InvalidParameterException("User is already confirmed.");
    const attribute = attributeToVerify(pool, user.attributes);
    if (attribute === undefined) throw new InvalidParameterException("Auto verification not turned on."); // U
    const { details } = sendCode(pool, clock, user, { use: "signUp", purpose: "resend", attribute });
    return { CodeDeliveryDetails: details };
  },
});
