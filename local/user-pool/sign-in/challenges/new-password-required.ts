/** NEW_PASSWORD_REQUIRED: a temporary password is replaced, and missing attributes are given. */
import { assertWritable } from "../../domain/attribute-access";
import { assertFitsSchema, missingRequired } from "../../domain/attribute-schema";
import { assertPasswordPolicy } from "../../domain/password-policy";
import type { Attributes, User } from "../../domain/user";
import { InvalidParameterException, NotAuthorizedException } from "../../errors";
import type { Pool } from "../../pool";
import { userIsDisabled } from "../../refusals";
import { assertAliasesFree } from "../../users/alias";
import { unverifiedFlags } from "../../users/new-user";
import { assertNotUsedBefore, withNewPassword } from "../../users/set-password";
import { continueSignIn } from "../continue-sign-in";
import { type Parameters, requireParameter } from "../flows/flow";
import { invalidSession } from "../sessions";
import { type ChallengeHandler, requireSession, requireUser } from "./challenge";

export const newPasswordRequired: ChallengeHandler = {
  respond(request) {
    const { tools, pool, client, responses } = request;
    const { text, candidate, proven } = requireSession(request, "NEW_PASSWORD_REQUIRED");
    const user = requireUser(pool, candidate);
    assertStillAsked(user);
    const password = requireParameter(responses, "NEW_PASSWORD");
    const given = attributesIn(responses);
    assertWritable(client, Object.keys(given));
    assertCompletes(pool, user, given);
    assertPasswordPolicy(password, pool.settings.passwordPolicy);
    assertNotUsedBefore(pool, user, password);

    tools.sessions.spend(text);
    const changed = withNewPassword(pool, user, password);
    const attributes = { ...user.attributes, ...unverifiedFlags(given), ...given };
    const saved = pool.users.save({ ...changed, attributes, status: "CONFIRMED" });
    return continueSignIn({ tools, pool, client, user: saved, proven });
  },
};

/** Since the challenge was issued an administrator may have disabled or confirmed the user. @throws NotAuthorizedException */
function assertStillAsked({ enabled, status }: User): void {
  if (!enabled) throw userIsDisabled();
  if (status !== "FORCE_CHANGE_PASSWORD") throw invalidSession();
}

const prefix = "userAttributes.";

function attributesIn(responses: Parameters): Attributes {
  const named = Object.entries(responses).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(named.map(([name, value]) => [name.slice(prefix.length), value]));
}

/** @throws NotAuthorizedException an attribute that has a value @throws InvalidParameterException one is still missing */
function assertCompletes(pool: Pool, user: User, given: Attributes): void {
  const repeated = Object.keys(given).find((name) => user.attributes[name]);
  if (repeated !== undefined) {
    throw new NotAuthorizedException(`Cannot modify an already provided ${repeated}`);
  }
  assertFitsSchema(pool.settings.schema, given);
  assertAliasesFree(pool, user, given);
  const [missing] = missingRequired(pool.settings.schema, { ...user.attributes, ...given });
  if (missing !== undefined) throw new InvalidParameterException(`Invalid attributes given, ${missing} is missing`);
}
