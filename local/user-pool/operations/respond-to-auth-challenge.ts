/**
 * RespondToAuthChallenge: the next step of a sign-in. Each challenge has its file in sign-in/challenges.
 * Source: API Reference, "RespondToAuthChallenge".
 */
import { clientId, sessionText } from "../input/parameters";
import { oneOf, textMap } from "../input/shapes";
import { optional, required } from "../input/structure";
import { challengeNames, challenges } from "../sign-in/challenges";
import { invalidSession } from "../sign-in/sessions";
import { operation } from "./operation";

export const respondToAuthChallenge = operation({
  access: "public",
  input: {
    ClientId: required(clientId),
    ChallengeName: required(oneOf(...challengeNames)),
    Session: optional(sessionText),
    ChallengeResponses: optional(textMap),
  },
  answer(tools, { ClientId, ChallengeName, Session, ChallengeResponses = {} }) {
    const { pool, client } = tools.pools.requireClient(ClientId);
    const challenge = challenges[ChallengeName];
    if (challenge === undefined) throw invalidSession(); // never issued here, so no session can be for it
    return challenge.respond({ tools, pool, client, responses: ChallengeResponses, session: Session });
  },
});
