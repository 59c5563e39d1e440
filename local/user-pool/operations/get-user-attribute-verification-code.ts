/**
 * GetUserAttributeVerificationCode: a code to the user's own address, the waiting one if there is one.
 * @throws InvalidParameterException not an address, or the user has none (U: texts) @throws LimitExceededException
 * Source: API Reference, "GetUserAttributeVerificationCode".
 */
import { InvalidParameterException } from "../errors";
import { sendCode } from "../inbox/send-code";
import { accessToken, attributeName } from "../input/parameters";
import { required } from "../input/structure";
import { requireSignedIn } from "../sign-in/require-signed-in";
import { operation } from "./operation";

export const getUserAttributeVerificationCode = operation({
  access: "public",
  input: { AccessToken: required(accessToken), AttributeName: required(attributeName) },
  answer(tools, { AccessToken, AttributeName: attribute }) {
    const { pool, user } = requireSignedIn(tools, AccessToken);
    if (attribute !== "email" && attribute !== "phone_number") {
      throw new InvalidParameterException(`Invalid attribute name: ${attribute} cannot be verified.`);
    }
    if (!user.pendingAttributes[attribute] && !user.attributes[attribute]) {
      throw new InvalidParameterException(`User does not have ${attribute}.`);
    }
    pool.attempts.countCall(user.username, "GetUserAttributeVerificationCode");
    const { details } = sendCode(pool, tools.clock, user, {
      use: `verify:${attribute}`,
      purpose: "verifyAttribute",
      attribute,
    });
    return { CodeDeliveryDetails: details };
  },
});
