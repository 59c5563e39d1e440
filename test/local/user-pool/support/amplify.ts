/** The unmodified aws-amplify, pointed at a test pool, with its storage in memory. */
import { Amplify } from "aws-amplify";
import { cognitoUserPoolsTokenProvider } from "aws-amplify/auth/cognito";
import { ConsoleLogger } from "aws-amplify/utils";
import type { TestPool } from "./running-pool";

/** Options of a sign-in that is not what the test is about: the arithmetic for SRP takes Amplify a quarter of a second. */
export const byPassword = { authFlowType: "USER_PASSWORD_AUTH" } as const;

export function useAmplify({ poolId, clientId, url }: Pick<TestPool, "poolId" | "clientId" | "url">): void {
  const kept = new Map<string, string>();
  ConsoleLogger.LOG_LEVEL = "ERROR"; // it warns of every endpoint that is not AWS
  Amplify.configure({ Auth: { Cognito: { userPoolId: poolId, userPoolClientId: clientId, userPoolEndpoint: url } } });
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    async setItem(key, value) {
      kept.set(key, value);
    },
    async getItem(key) {
      return kept.get(key) ?? null;
    },
    async removeItem(key) {
      kept.delete(key);
    },
    async clear() {
      kept.clear();
    },
  });
}
