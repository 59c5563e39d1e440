/** Lambda triggers of a user pool: none is run here. Source: Developer Guide, "Customizing user pool workflows with Lambda triggers". */
import { UnenforceableArgumentError } from "../argument-errors";
import type { Arguments } from "../arguments";

/** Triggers that only word or carry messages: without them the pool is as strict as with them. */
const messageTriggers = ["custom_message", "custom_email_sender", "custom_sms_sender", "kms_key_id"];
const triggers = [
  "pre_sign_up",
  "post_confirmation",
  "pre_authentication",
  "post_authentication",
  "pre_token_generation",
  "pre_token_generation_config",
  "user_migration",
  "define_auth_challenge",
  "create_auth_challenge",
  "verify_auth_challenge_response",
];

/** @throws UnenforceableArgumentError a trigger that decides something */
export function refuseLambdaTriggers(args: Arguments): void {
  const config = args.block("lambda_config");
  const trigger = triggers.find((name) => config?.has(name));
  if (trigger === undefined) return; // message triggers are left unread, and so are listed
  const why = `the local pool runs no Lambda triggers (only ${messageTriggers.join(", ")} can be left out)`;
  throw new UnenforceableArgumentError(args.address, `lambda_config.${trigger}`, why);
}
