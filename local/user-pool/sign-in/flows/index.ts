/** `AuthFlow` of InitiateAuth to what begins it: the only list. */
import { adminUserPasswordAuth } from "./admin-user-password-auth";
import type { AuthFlow } from "./flow";
import { refreshTokenAuth } from "./refresh-token-auth";
import { userAuth } from "./user-auth";
import { userPasswordAuth } from "./user-password-auth";
import { userSrpAuth } from "./user-srp-auth";

export const authFlows: Readonly<Record<string, AuthFlow>> = {
  REFRESH_TOKEN: refreshTokenAuth,
  REFRESH_TOKEN_AUTH: refreshTokenAuth,
  USER_AUTH: userAuth,
  USER_PASSWORD_AUTH: userPasswordAuth,
  USER_SRP_AUTH: userSrpAuth,
};

/** `AuthFlow` of AdminInitiateAuth. */
export const adminAuthFlows: Readonly<Record<string, AuthFlow>> = {
  ...authFlows,
  ADMIN_NO_SRP_AUTH: adminUserPasswordAuth,
  ADMIN_USER_PASSWORD_AUTH: adminUserPasswordAuth,
};

/** Every value that the service knows, whether this pool begins it or not. */
export const authFlowNames = [
  "USER_SRP_AUTH",
  "REFRESH_TOKEN_AUTH",
  "REFRESH_TOKEN",
  "CUSTOM_AUTH",
  "ADMIN_NO_SRP_AUTH",
  "USER_PASSWORD_AUTH",
  "ADMIN_USER_PASSWORD_AUTH",
  "USER_AUTH",
] as const;
