/** Which passwords a pool takes. Source: Amazon Cognito Developer Guide, "Adding user pool password requirements". */
import type { PasswordPolicy } from "../../terraform/user-pool/settings";
import { InvalidPasswordException } from "../errors";

const symbol = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|(?<=.) (?=.)/;

/** How the service begins its text; operations of administrators word it differently (U for AdminSetUserPassword). */
export type PolicyAudience = "user" | "administrator";

/** @throws InvalidPasswordException naming the first rule that is broken; length comes first, the rest is U */
export function assertPasswordPolicy(
  password: string,
  policy: PasswordPolicy,
  audience: PolicyAudience = "user",
): void {
  const rules: readonly [broken: boolean, text: string][] = [
    [[...password].length < policy.minimumLength, "Password not long enough"],
    [policy.requireNumbers && !/[0-9]/.test(password), "Password must have numeric characters"],
    [policy.requireSymbols && !symbol.test(password), "Password must have symbol characters"],
    [policy.requireUppercase && !/[A-Z]/.test(password), "Password must have uppercase characters"],
    [policy.requireLowercase && !/[a-z]/.test(password), "Password must have lowercase characters"],
  ];
  const broken = rules.find(([isBroken]) => isBroken);
  if (broken === undefined) return;
  const prefix =
    audience === "user" ? "Password did not conform with policy" : "Password did not conform with password policy";
  throw new InvalidPasswordException(`${prefix}: ${broken[1]}`);
}
