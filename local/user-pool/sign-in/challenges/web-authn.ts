/** WEB_AUTHN: a passkey's signature, which signs in alone. */
import type { Passkey } from "../../domain/passkey";
import type { User } from "../../domain/user";
import { InvalidParameterException } from "../../errors";
import { readStructure } from "../../input/structure";
import { type Assertion, assertion } from "../../passkeys/credential";
import { userHandle } from "../../passkeys/options";
import { requireRelyingParty } from "../../passkeys/relying-party";
import { verifyAssertion } from "../../passkeys/verify-assertion";
import { incorrectPassword } from "../../refusals";
import { continueSignIn } from "../continue-sign-in";
import { requireParameter } from "../flows/flow";
import { provenBy } from "../proven";
import { type ChallengeHandler, requireSession, requireUser } from "./challenge";

export const webAuthn: ChallengeHandler = {
  async respond(request) {
    const { tools, pool, client, responses } = request;
    const { candidate, memory } = requireSession(request, "WEB_AUTHN");
    const credential = parseAssertion(requireParameter(responses, "CREDENTIAL"));
    const passkey = passkeyFor(requireUser(pool, candidate), credential);
    if (passkey === undefined) throw incorrectPassword();
    const used = await verifyAssertion(requireRelyingParty(pool), passkey, credential, memory.webAuthnChallenge ?? "");
    if (used === undefined) throw incorrectPassword(); // U: text

    // Time has passed: the session may be spent, the user gone, the passkey deleted or used with a higher counter.
    const { text } = requireSession(request, "WEB_AUTHN");
    const user = requireUser(pool, candidate);
    if (passkeyFor(user, credential)?.counter !== passkey.counter) throw incorrectPassword();
    tools.sessions.spend(text);
    const passkeys = (user.passkeys ?? []).map((each) => (each.id === used.id ? used : each));
    const saved = pool.users.save({ ...user, passkeys });
    return continueSignIn({ tools, pool, client, user: saved, proven: provenBy("WEB_AUTHN") });
  },
};

/** The user's own passkey of that id; none when the authenticator says that it belongs to another user. */
function passkeyFor(user: User, { id, response }: Assertion): Passkey | undefined {
  if (response.userHandle !== undefined && response.userHandle !== userHandle(user)) return undefined;
  return user.passkeys?.find((passkey) => passkey.id === id);
}

/** @throws InvalidParameterException not JSON, or a member is missing (U: texts) */
function parseAssertion(json: string): Assertion {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new InvalidParameterException("CREDENTIAL is not JSON.");
  }
  return readStructure(assertion, value);
}
