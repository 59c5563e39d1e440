/** What every layer of the API says to a token, and why: for `npm run why-401`. */
import type { UserPool } from "../../terraform/rest-api/authorizers";
import { type Check, clientMessage, tellingFailure } from "./check";
import { checkEmail } from "./email-check";
import { checkToken } from "./token-checks";
import { UserPoolKeys } from "./user-pool-keys";

export interface TokenQuestion {
  readonly token: string;
  readonly userPool: UserPool;
  readonly userPoolClientId: string;
  readonly jwksUri: string;
  readonly now: Date;
}

export interface TokenExplanation {
  /** In order; those after an unreadable format are left out, because there is nothing to check. */
  readonly checks: readonly Check[];
  readonly gateway: LayerAnswer;
  readonly app: LayerAnswer;
}

export interface LayerAnswer {
  readonly status: 200 | 401 | 403;
  readonly message: string | undefined;
}

/** @throws KeysUnavailableError when the pool's keys cannot be had */
export async function explainToken(question: TokenQuestion): Promise<TokenExplanation> {
  const { token, userPool, userPoolClientId, jwksUri, now } = question;
  const keys = new UserPoolKeys({ jwksUri: () => jwksUri, now: () => performance.now() });
  const { checks, payload } = await checkToken(token, {
    userPools: [userPool],
    findKey: (pool, kid) => keys.find(pool, kid),
    tokenUse: "id",
    scopes: [],
    audience: new RegExp(`^(?:${userPoolClientId})$`, "u"),
    now,
  });
  const failure = tellingFailure(checks);
  const email = payload && checkEmail(payload);
  return {
    checks: email === undefined ? checks : [...checks, email],
    gateway: gatewayAnswer(failure),
    app: appAnswer(failure, payload ?? {}, email),
  };
}

/** The authorizer knows nothing of e-mail addresses. */
function gatewayAnswer(failure: Check | undefined): LayerAnswer {
  if (failure === undefined) return passesOn;
  return { status: 401, message: clientMessage(failure) ?? "Unauthorized" };
}

/** The app says the same of every bad token, and tells only a user whose address is not verified. */
function appAnswer(
  failure: Check | undefined,
  { email }: Readonly<Record<string, unknown>>,
  emailCheck: Check | undefined,
): LayerAnswer {
  const hasEmail = typeof email === "string" && email !== "";
  if (failure !== undefined || !hasEmail) return { status: 401, message: "Unauthorized" };
  if (emailCheck?.passed) return passesOn;
  return { status: 403, message: "The e-mail address of this account is not verified." };
}

const passesOn: LayerAnswer = { status: 200, message: undefined };
