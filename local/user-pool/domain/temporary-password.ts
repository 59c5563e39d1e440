/** Makes a temporary password that the policy takes. */
import type { PasswordPolicy } from "../../terraform/user-pool/settings";

const upper = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const lower = "abcdefghijkmnopqrstuvwxyz";
const digits = "23456789";
const symbols = "!#$%*+-=?@";

/** One of each kind, filled up to at least 12 characters, in random order. @param randomInt below a limit */
export function temporaryPassword({ minimumLength }: PasswordPolicy, randomInt: (limit: number) => number): string {
  const pick = (alphabet: string) => alphabet.charAt(randomInt(alphabet.length));
  const characters = [upper, lower, digits, symbols].map(pick);
  while (characters.length < Math.max(minimumLength, 12)) characters.push(pick(upper + lower + digits));
  for (let last = characters.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [characters[last], characters[other]] = [characters[other] ?? "", characters[last] ?? ""];
  }
  return characters.join("");
}
