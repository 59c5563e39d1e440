/**
 * AdminRespondToAuthChallenge: the next step of a sign-in from a server, with the challenges of RespondToAuthChallenge.
 * @throws ResourceNotFoundException the client is not of this pool
 * Source: API Reference, "AdminRespondToAuthChallenge".
 */
import { clientId, sessionText, userPoolId } from "../input/parameters";
import { oneOf, textMap } from "../input/shapes";
import { optional, required } from "../input/structure";
import { challengeNames, challenges } from "../sign-in/challenges";
import { invalidSession } from "../sign-in/sessions";
import { operation } from "./operation";

export const adminRespondToAuthChallenge = operation({
  access: "signed",
  input: {
    UserPoolId: required(userPoolId),
    ClientId: required(clientId),
    ChallengeName: required(oneOf(...challengeNames)),
    ChallengeResponses: optional(textMap),
    Session: optional(sessionText),
  },
  answer(tools, { UserPoolId, ClientId, ChallengeName, ChallengeResponses = {}, Session }) {
    const { pool, client } = tools.pools.requireClientOf(UserPoolId, ClientId);
    const challenge = challenges[ChallengeName];
    if (challenge === undefined) throw invalidSession(); // never issued here, so no session can be for it
    return challenge.respond({ tools, pool, client, responses: ChallengeResponses, session: Session });
  },
});
