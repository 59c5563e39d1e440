/**
 * SignUp: a new, unconfirmed user, and a code to the address that is to be verified. No session is answered (U): that of
 * ConfirmSignUp signs in.
 * @throws NotAuthorizedException only administrators create users; or an attribute that the client may not write
 * @throws UsernameExistsException @throws InvalidPasswordException
 * @throws InvalidParameterException the user name or an attribute has not the form that the pool asks for
 * Source: Amazon Cognito user pools API Reference, "SignUp".
 */
import { assertWritable } from "../domain/attribute-access";
import { assertFitsSchema, assertRequiredPresent, toRecord } from "../domain/attribute-schema";
import { assertPasswordPolicy } from "../domain/password-policy";
import { InvalidParameterException, NotAuthorizedException, UsernameExistsException } from "../errors";
import { sendCode } from "../inbox/send-code";
import { attributes, clientId, password, secretHash, username } from "../input/parameters";
import { optional, required } from "../input/structure";
import { assertSecretHash } from "../sign-in/secret-hash";
import { attributeToVerify } from "../users/attribute-to-verify";
import { isTaken, newUser, signInNameOf } from "../users/new-user";
import { allowsNoPassword } from "../users/passwordless";
import { withNewPassword } from "../users/set-password";
import { operation } from "./operation";

export const signUp = operation({
  access: "public",
  input: {
    ClientId: required(clientId),
    Username: required(username),
    Password: optional(password),
    UserAttributes: optional(attributes),
    SecretHash: optional(secretHash),
  },
  answer({ pools, clock }, { ClientId, Username, Password, UserAttributes, SecretHash }) {
    const { pool, client } = pools.requireClient(ClientId);
    assertSecretHash(client, Username, SecretHash);
    if (pool.settings.adminCreateUserOnly) {
      throw new NotAuthorizedException("SignUp is not permitted for this user pool");
    }
    const asked = toRecord(UserAttributes);
    assertFitsSchema(pool.settings.schema, asked);
    assertWritable(client, Object.keys(asked));
    if (Password === undefined && !allowsNoPassword(pool)) throw new InvalidParameterException("Password is required"); // U
    if (Password !== undefined) assertPasswordPolicy(Password, pool.settings.passwordPolicy);

    const name = signInNameOf(pool.settings, Username);
    const user = newUser(pool, name, asked, "UNCONFIRMED", clock);
    if (isTaken(pool, Username, user)) throw new UsernameExistsException("User already exists");
    assertRequiredPresent(pool.settings.schema, user.attributes);
    const saved = pool.users.save(Password === undefined ? user : withNewPassword(pool, user, Password));

    const attribute = attributeToVerify(pool, saved.attributes);
    const sent =
      attribute === undefined
        ? undefined
        : sendCode(pool, clock, saved, { use: "signUp", purpose: "signUp", attribute });
    return {
      UserConfirmed: false,
      UserSub: saved.sub,
      CodeDeliveryDetails: sent?.details,
    };
  },
});
