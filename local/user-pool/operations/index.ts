/** Wire name to operation: the only list. To add one: a file, a line here, and its specification under test/. */
import { adminConfirmSignUp } from "./admin-confirm-sign-up";
import { adminCreateUser } from "./admin-create-user";
import { adminGetUser } from "./admin-get-user";
import { adminSetUserPassword } from "./admin-set-user-password";
import { changePassword } from "./change-password";
import { confirmForgotPassword } from "./confirm-forgot-password";
import { confirmSignUp } from "./confirm-sign-up";
import { deleteUser } from "./delete-user";
import { deleteUserAttributes } from "./delete-user-attributes";
import { forgotPassword } from "./forgot-password";
import { getTokensFromRefreshToken } from "./get-tokens-from-refresh-token";
import { getUser } from "./get-user";
import { getUserAttributeVerificationCode } from "./get-user-attribute-verification-code";
import { globalSignOut } from "./global-sign-out";
import { initiateAuth } from "./initiate-auth";
import { listUsers } from "./list-users";
import type { Operation } from "./operation";
import { resendConfirmationCode } from "./resend-confirmation-code";
import { respondToAuthChallenge } from "./respond-to-auth-challenge";
import { revokeToken } from "./revoke-token";
import { signUp } from "./sign-up";
import { updateUserAttributes } from "./update-user-attributes";
import { verifyUserAttribute } from "./verify-user-attribute";

export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries<Operation>({
    AdminConfirmSignUp: adminConfirmSignUp,
    AdminCreateUser: adminCreateUser,
    AdminGetUser: adminGetUser,
    AdminSetUserPassword: adminSetUserPassword,
    ChangePassword: changePassword,
    ConfirmForgotPassword: confirmForgotPassword,
    ConfirmSignUp: confirmSignUp,
    DeleteUser: deleteUser,
    DeleteUserAttributes: deleteUserAttributes,
    ForgotPassword: forgotPassword,
    GetTokensFromRefreshToken: getTokensFromRefreshToken,
    GetUser: getUser,
    GetUserAttributeVerificationCode: getUserAttributeVerificationCode,
    GlobalSignOut: globalSignOut,
    InitiateAuth: initiateAuth,
    ListUsers: listUsers,
    ResendConfirmationCode: resendConfirmationCode,
    RespondToAuthChallenge: respondToAuthChallenge,
    RevokeToken: revokeToken,
    SignUp: signUp,
    UpdateUserAttributes: updateUserAttributes,
    VerifyUserAttribute: verifyUserAttribute,
  }),
);
