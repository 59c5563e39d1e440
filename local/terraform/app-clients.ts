/** The app clients of a stack with the ids that they have on this machine. */
import { localId } from "./identifiers";
import { resolveReferences } from "./references";
import { resourcesOfType, type Stack } from "./stack";

export interface AppClientIds {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
}

/** In the stack's order. */
export function appClients(stack: Stack): AppClientIds[] {
  return resourcesOfType(stack, "aws_cognito_user_pool_client").map((client) => ({
    userPoolId: String(resolveReferences(stack, client.arguments.user_pool_id)),
    userPoolClientId: localId(stack, client),
  }));
}
