/** WEB_AUTHN: a challenge for one of the user's passkeys. */
import { randomBytes } from "node:crypto";
import { requestOptions } from "../passkeys/options";
import { requireRelyingParty } from "../passkeys/relying-party";
import type { Challenge } from "./auth-answer";
import { requireUser } from "./challenges/challenge";
import { issueChallenge } from "./issue-challenge";
import type { Attempt } from "./sign-in";

export function issueWebAuthn(attempt: Attempt): Challenge {
  const { pool, candidate } = attempt;
  const user = requireUser(pool, candidate);
  const challenge = randomBytes(32).toString("base64url");
  return issueChallenge(attempt, {
    name: "WEB_AUTHN",
    parameters: { CREDENTIAL_REQUEST_OPTIONS: requestOptions(requireRelyingParty(pool), user, challenge) },
    memory: { webAuthnChallenge: challenge },
  });
}
