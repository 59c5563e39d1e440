/** What can be told about typed values before the pool is asked. */
import type { Failure, Field } from "./auth/failure";
import type { PasswordPolicy } from "./config";
import { meetsPolicy } from "./password-policy";

export type Values = Readonly<Partial<Record<Field, string>>>;

/** Spaces around an address and within a code come from pasting. A password stays as typed. */
export function tidy({ email, code, name, ...rest }: Values): Values {
  return {
    ...rest,
    ...(email !== undefined && { email: email.trim() }),
    ...(code !== undefined && { code: code.replace(/\s/g, "") }),
    ...(name !== undefined && { name: name.trim() }),
  };
}

/** The first fault, in the order in which the fields stand. */
export function findFault(values: Values, policy: PasswordPolicy): Failure | undefined {
  const { email, password, code, newPassword } = values;
  if (email === "") return { field: "email", text: "Enter your e-mail address." };
  if (email !== undefined && !/^\S+@\S+\.\S+$/.test(email)) {
    return { field: "email", text: "This is not an e-mail address, such as ann@example.com." };
  }
  if (email !== undefined && email.length > 128) {
    return { field: "email", text: "This address is too long: 128 characters at most." };
  }
  if (password === "") return { field: "password", text: "Enter your password." };
  if (code === "") return { field: "code", text: "Enter the code." };
  if (newPassword !== undefined && !meetsPolicy(policy, newPassword)) {
    return { field: "newPassword", text: "The password does not meet every rule yet." };
  }
  if (newPassword !== undefined && newPassword !== newPassword.trim()) {
    return { field: "newPassword", text: "A password cannot begin or end with a space." };
  }
  return undefined;
}
