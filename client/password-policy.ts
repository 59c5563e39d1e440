/** The pool's password rules, checked while typing. The pool decides; this only tells earlier. */
import type { PasswordPolicy } from "./config";

export interface PasswordRule {
  readonly words: string;
  readonly isMet: boolean;
}

/** The symbols that Cognito counts. Source: Developer Guide, "Adding user pool password requirements". */
const symbols = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|\S \S/;

/** The rules of a pool in the order in which people read them, each with whether `password` meets it. */
export function passwordRules(policy: PasswordPolicy, password: string): PasswordRule[] {
  const rules: [isRequired: boolean, words: string, isMet: boolean][] = [
    [true, `${policy.minimumLength} characters or more`, password.length >= policy.minimumLength],
    [policy.requireLowercase, "a lower-case letter", /[a-z]/.test(password)],
    [policy.requireUppercase, "an upper-case letter", /[A-Z]/.test(password)],
    [policy.requireNumbers, "a digit", /\d/.test(password)],
    [policy.requireSymbols, "a symbol, such as !", symbols.test(password)],
  ];
  return rules.filter(([isRequired]) => isRequired).map(([, words, isMet]) => ({ words, isMet }));
}

export function meetsPolicy(policy: PasswordPolicy, password: string): boolean {
  return passwordRules(policy, password).every(({ isMet }) => isMet);
}
