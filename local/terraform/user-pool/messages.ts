/**
 * The texts that a user pool sends, with the service's own where the stack names none.
 * Source: Terraform provider aws 5.100, resource "aws_cognito_user_pool".
 */

import { ArgumentError, UnenforceableArgumentError } from "../argument-errors";
import type { Arguments } from "../arguments";

/** `{####}` stands for the code, `{username}` for the user name. */
export interface MessageTemplate {
  readonly subject: string;
  readonly body: string;
  /** In a text message; the body where there is none. */
  readonly sms?: string;
}

export interface UserPoolMessages {
  readonly verificationMessage: MessageTemplate;
  readonly invitationMessage: MessageTemplate;
  readonly emailOtpMessage: MessageTemplate;
}

const code = "{####}";
const name = "{username}";

/**
 * @throws ArgumentError a text without the place of what it has to tell
 * @throws UnenforceableArgumentError links instead of codes
 */
export function readMessages(args: Arguments): UserPoolMessages {
  const verification = args.block("verification_message_template");
  if (verification?.string("default_email_option") === "CONFIRM_WITH_LINK") {
    const why = "confirmation by link needs a hosted domain; use CONFIRM_WITH_CODE";
    throw new UnenforceableArgumentError(args.address, "verification_message_template.default_email_option", why);
  }
  verification?.hasNoLocalEffect("email_message_by_link", "email_subject_by_link"); // of the other option
  const invitation = args.block("admin_create_user_config")?.block("invite_message_template");
  const emailMfa = args.block("email_mfa_configuration");
  return {
    verificationMessage: {
      subject:
        verification?.string("email_subject") ?? args.string("email_verification_subject") ?? "Your verification code",
      body:
        template(verification, "email_message", code) ??
        template(args, "email_verification_message", code) ??
        "Your confirmation code is {####}",
      ...sms(template(verification, "sms_message", code) ?? template(args, "sms_verification_message", code)),
    },
    invitationMessage: {
      subject: invitation?.string("email_subject") ?? "Your temporary password",
      body:
        template(invitation, "email_message", code, name) ??
        "Your username is {username} and temporary password is {####}.",
      ...sms(template(invitation, "sms_message", code, name)),
    },
    emailOtpMessage: {
      subject: emailMfa?.string("subject") ?? "Your authentication code",
      body: template(emailMfa, "message", code) ?? "Your authentication code is {####}",
    },
  };
}

/** @throws ArgumentError a text that lacks one of `places` */
function template(args: Arguments | undefined, argument: string, ...places: string[]): string | undefined {
  const text = args?.string(argument);
  const missing = text === undefined ? undefined : places.find((place) => !text.includes(place));
  if (args !== undefined && missing !== undefined) {
    throw new ArgumentError(args.address, args.pathOf(argument), `must hold ${missing}`);
  }
  return text;
}

function sms(text: string | undefined): Pick<MessageTemplate, "sms"> {
  return text === undefined ? {} : { sms: text };
}
