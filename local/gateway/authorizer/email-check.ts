/** The app's own check beside those of the authorizer: a verified e-mail address. */
import { type Check, failed, passed } from "./check";

export function checkEmail({ email, email_verified }: Readonly<Record<string, unknown>>): Check {
  if (typeof email !== "string" || email === "") return failed("e-mail", "the token has no e-mail address");
  return email_verified === true || email_verified === "true"
    ? passed("e-mail", "there is a verified address")
    : failed("e-mail", "the e-mail address is not verified (email_verified is not true)");
}
