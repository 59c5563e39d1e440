/**
 * AdminInitiateAuth: begins a sign-in from a server. The flows are those of InitiateAuth; the password may come as it is
 * where the client allows ADMIN_USER_PASSWORD_AUTH.
 * @throws InvalidParameterException the client does not allow the flow, or a parameter is missing
 * @throws ResourceNotFoundException the client is not of this pool
 * Source: API Reference, "AdminInitiateAuth".
 */
import { InvalidParameterException } from "../errors";
import { clientId, sessionText, userPoolId } from "../input/parameters";
import { oneOf, textMap } from "../input/shapes";
import { optional, required } from "../input/structure";
import { adminAuthFlows, authFlowNames } from "../sign-in/flows";
import { operation } from "./operation";

export const adminInitiateAuth = operation({
  access: "signed",
  input: {
    UserPoolId: required(userPoolId),
    ClientId: required(clientId),
    AuthFlow: required(oneOf(...authFlowNames)),
    AuthParameters: optional(textMap),
    Session: optional(sessionText),
  },
  answer(tools, { UserPoolId, ClientId, AuthFlow, AuthParameters = {}, Session }) {
    const { pool, client } = tools.pools.requireClientOf(UserPoolId, ClientId);
    if (AuthFlow === "USER_PASSWORD_AUTH") throw new InvalidParameterException("Initiate Auth method not supported."); // U
    const flow = adminAuthFlows[AuthFlow];
    if (flow === undefined || !client.authFlows.has(flow.allowedBy)) {
      throw new InvalidParameterException("Auth flow not enabled for this client");
    }
    return flow.begin({ tools, pool, client, parameters: AuthParameters, session: Session });
  },
});
