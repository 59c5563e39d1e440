/** What a user pool lets sign in with: first factors, second factors, passkeys. Source: Developer Guide, "Authentication". */
import { choice } from "../argument-choice";
import { ArgumentError, UnenforceableArgumentError } from "../argument-errors";
import type { Arguments } from "../arguments";

type MfaConfiguration = "OFF" | "OPTIONAL" | "ON";
type FirstFactor = "PASSWORD" | "EMAIL_OTP" | "SMS_OTP" | "WEB_AUTHN";

interface SecondFactors {
  readonly mfaConfiguration: MfaConfiguration;
  readonly softwareTokenMfa: boolean;
  /** One-time codes by e-mail as second factor. */
  readonly emailMfa: boolean;
}

export interface SignInFactors extends SecondFactors {
  readonly firstFactors: readonly FirstFactor[];
  readonly webAuthn:
    | { readonly relyingPartyId: string; readonly userVerification: "required" | "preferred" }
    | undefined;
}

/** @throws ArgumentError @throws UnenforceableArgumentError MFA is required, and only text messages are left for it */
export function readSignInFactors(args: Arguments): SignInFactors {
  const second = readSecondFactors(args);
  return { ...second, firstFactors: readFirstFactors(args, second), webAuthn: readWebAuthn(args) };
}

function readSecondFactors(args: Arguments): SecondFactors {
  const mfaConfiguration = choice(args, "mfa_configuration", ["OFF", "OPTIONAL", "ON"], "OFF");
  const softwareTokenMfa = args.block("software_token_mfa_configuration")?.boolean("enabled") ?? false;
  const emailMfa = args.block("email_mfa_configuration") !== undefined;
  if (mfaConfiguration === "ON" && !softwareTokenMfa && !emailMfa) {
    const why = "it sends no text messages; add software_token_mfa_configuration or email_mfa_configuration";
    throw new UnenforceableArgumentError(args.address, "mfa_configuration", why);
  }
  return { mfaConfiguration, softwareTokenMfa, emailMfa };
}

const firstFactors: readonly string[] = ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"];

/** The service takes no one-time code as first factor where MFA is required. */
function readFirstFactors(args: Arguments, { mfaConfiguration }: SecondFactors): readonly FirstFactor[] {
  const policy = args.block("sign_in_policy");
  const factors = policy?.strings("allowed_first_auth_factors") ?? [];
  const unknown = factors.find((factor) => !firstFactors.includes(factor));
  const name = "sign_in_policy.allowed_first_auth_factors";
  if (unknown !== undefined) {
    throw new ArgumentError(args.address, name, `must be some of ${firstFactors.join(", ")}, not ${unknown}`);
  }
  const otp = factors.find((factor) => factor.endsWith("_OTP"));
  if (otp !== undefined && mfaConfiguration === "ON") {
    throw new ArgumentError(args.address, name, `cannot hold ${otp} while mfa_configuration is ON`);
  }
  return factors.length === 0 ? ["PASSWORD"] : (factors as FirstFactor[]);
}

function readWebAuthn(args: Arguments): SignInFactors["webAuthn"] {
  const block = args.block("web_authn_configuration");
  if (block === undefined) return undefined;
  return {
    relyingPartyId: "localhost", // the page's domain here; the argument stays unread, and so is listed
    userVerification: choice(block, "user_verification", ["required", "preferred"], "preferred"),
  };
}
