/** ADMIN_USER_PASSWORD_AUTH: USER_PASSWORD_AUTH with a permission of its own. Older name: ADMIN_NO_SRP_AUTH. */
import type { AuthFlow } from "./flow";
import { userPasswordAuth } from "./user-password-auth";

export const adminUserPasswordAuth: AuthFlow = { ...userPasswordAuth, allowedBy: "ALLOW_ADMIN_USER_PASSWORD_AUTH" };
