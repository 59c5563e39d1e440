/**
 * InitiateAuth: begins a sign-in, or refreshes one. Each flow has its file in sign-in/flows.
 * @throws InvalidParameterException the client does not allow the flow, or a parameter is missing
 * Source: API Reference, "InitiateAuth".
 */
import { InvalidParameterException } from "../errors";
import { clientId, sessionText } from "../input/parameters";
import { oneOf, textMap } from "../input/shapes";
import { optional, required } from "../input/structure";
import { authFlowNames, authFlows } from "../sign-in/flows";
import { operation } from "./operation";

export const initiateAuth = operation({
  access: "public",
  input: {
    AuthFlow: required(oneOf(...authFlowNames)),
    ClientId: required(clientId),
    AuthParameters: optional(textMap),
    Session: optional(sessionText),
  },
  answer(tools, { AuthFlow, ClientId, AuthParameters = {}, Session }) {
    const { pool, client } = tools.pools.requireClient(ClientId);
    if (AuthFlow.startsWith("ADMIN_")) throw new InvalidParameterException("Initiate Auth method not supported."); // U
    const flow = authFlows[AuthFlow];
    // A flow that this pool does not run is refused as the service refuses one that the client does not allow.
    if (flow === undefined) throw new InvalidParameterException(`${AuthFlow} is not enabled for the client.`);
    if (!client.authFlows.has(flow.allowedBy)) throw new InvalidParameterException(flow.notAllowed);
    return flow.begin({ tools, pool, client, parameters: AuthParameters, session: Session });
  },
});
