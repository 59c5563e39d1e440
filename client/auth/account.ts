/** What a signed-in person can do with the account. */
import * as amplify from "aws-amplify/auth";
import { attempt, type Result } from "./failure";

export const changePassword = (oldPassword: string, newPassword: string): Promise<Result> =>
  attempt("changePassword", () => amplify.updatePassword({ oldPassword, newPassword }));

/** The ID token carries the new name after its next refresh. */
export const changeName = (name: string): Promise<Result> =>
  attempt("changeName", async () => {
    await amplify.updateUserAttributes({ userAttributes: { name } });
  });

export const deleteAccount = (): Promise<Result> => attempt("deleteAccount", () => amplify.deleteUser());

/** Whether sign-in asks for the code of an authenticator app. */
export const readTotp = (): Promise<Result<boolean>> =>
  attempt("readTotp", async () => (await amplify.fetchMFAPreference()).enabled?.includes("TOTP") ?? false);

export interface TotpSetup {
  /** Base32, for typing. */
  readonly secret: string;
  /** `otpauth://…`, for a QR code. */
  readonly address: string;
}

export const startTotp = (issuer: string, email: string): Promise<Result<TotpSetup>> =>
  attempt("startTotp", async () => {
    const { sharedSecret, getSetupUri } = await amplify.setUpTOTP();
    return { secret: sharedSecret, address: getSetupUri(issuer, email).href };
  });

/** The code shows that the app has the secret; only then sign-in asks for it. */
export const finishTotp = (code: string): Promise<Result> =>
  attempt("finishTotp", async () => {
    await amplify.verifyTOTPSetup({ code });
    await amplify.updateMFAPreference({ totp: "PREFERRED" });
  });

export const turnOffTotp = (): Promise<Result> =>
  attempt("turnOffTotp", () => amplify.updateMFAPreference({ totp: "DISABLED" }));

export interface Passkey {
  readonly id: string;
  readonly name: string;
  readonly createdAt: Date | undefined;
}

export const listPasskeys = (): Promise<Result<readonly Passkey[]>> =>
  attempt("listPasskeys", async () => {
    const { credentials } = await amplify.listWebAuthnCredentials({ pageSize: 20 }); // a user has 20 at most
    return credentials.map(({ credentialId, friendlyCredentialName, createdAt }) => ({
      id: credentialId ?? "",
      name: friendlyCredentialName ?? "Passkey",
      createdAt,
    }));
  });

export const addPasskey = (): Promise<Result> => attempt("addPasskey", () => amplify.associateWebAuthnCredential());

export const deletePasskey = (credentialId: string): Promise<Result> =>
  attempt("deletePasskey", () => amplify.deleteWebAuthnCredential({ credentialId }));
