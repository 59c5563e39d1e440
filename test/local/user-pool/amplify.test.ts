import { GetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import {
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  confirmUserAttribute,
  deleteUser,
  deleteUserAttributes,
  fetchAuthSession,
  fetchMFAPreference,
  fetchUserAttributes,
  forgetDevice,
  getCurrentUser,
  resendSignUpCode,
  resetPassword,
  sendUserAttributeVerificationCode,
  signIn,
  signOut,
  signUp,
  updatePassword,
  updateUserAttribute,
  updateUserAttributes,
} from "aws-amplify/auth";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import { byPassword, useAmplify } from "./support/amplify";
import { startTestPool, type TestPool } from "./support/running-pool";
import { aConfirmedUser, anEmail, anInvitedUser, password } from "./support/users";

describe("the unmodified aws-amplify", () => {
  let pool: TestPool;
  beforeAll(async () => {
    pool = await startTestPool();
  });
  beforeEach(() => useAmplify(pool));

  test("signs up, confirms with the code of the inbox, and signs in with SRP", async () => {
    const username = anEmail("ada");

    const signedUp = await signUp({ username, password, options: { userAttributes: { email: username } } });
    expect(signedUp.nextStep).toMatchObject({
      signUpStep: "CONFIRM_SIGN_UP",
      codeDeliveryDetails: { destination: "a***@e***", deliveryMedium: "EMAIL", attributeName: "email" },
    });
    await expect(signIn({ username, password })).resolves.toMatchObject({
      nextStep: { signInStep: "CONFIRM_SIGN_UP" },
    });

    const confirmed = await confirmSignUp({ username, confirmationCode: await pool.code(username) });
    expect(confirmed.isSignUpComplete).toBe(true);

    await expect(signIn({ username, password: "Wrong-Password-1" })).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
    await expect(signIn({ username, password })).resolves.toMatchObject({ isSignedIn: true });

    const { tokens, userSub } = await fetchAuthSession();
    expect(tokens?.idToken?.payload).toMatchObject({ email: username, email_verified: true, sub: userSub });
    await expect(getCurrentUser()).resolves.toMatchObject({ userId: userSub });
  });

  test("gets tokens that aws-jwt-verify accepts with the pool's published keys", async () => {
    const username = anEmail();
    await signUp({ username, password });
    await confirmSignUp({ username, confirmationCode: await pool.code(username) });
    await signIn({ username, password, options: byPassword });
    const { tokens } = await fetchAuthSession();

    const jwksCache = new SimpleJwksCache({
      fetcher: {
        fetch: async () => {
          const response = await fetch(`${pool.url}/${pool.poolId}/.well-known/jwks.json`);
          return response.arrayBuffer();
        },
      },
    });
    const verifier = CognitoJwtVerifier.create(
      { userPoolId: pool.poolId, clientId: pool.clientId, tokenUse: null },
      { jwksCache },
    );

    await expect(verifier.verify(tokens?.idToken?.toString() ?? "")).resolves.toMatchObject({ token_use: "id" });
    await expect(verifier.verify(tokens?.accessToken.toString() ?? "")).resolves.toMatchObject({ token_use: "access" });
  });

  test("refreshes, and its sign-out ends the session in the pool", async () => {
    await aSignedInUser();
    const before = await fetchAuthSession();
    const after = await fetchAuthSession({ forceRefresh: true });
    expect(after.tokens?.idToken?.payload.jti).not.toBe(before.tokens?.idToken?.payload.jti);
    expect(after.tokens?.idToken?.payload.auth_time).toBe(before.tokens?.idToken?.payload.auth_time);

    await signOut();

    await expect(fetchAuthSession()).resolves.not.toHaveProperty("tokens.idToken");
    const AccessToken = after.tokens?.accessToken.toString();
    await expect(pool.cognito.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
      message: "Access Token has been revoked",
    });
  });

  test("resends the code, resets a forgotten password, and changes it", async () => {
    const username = anEmail();
    await signUp({ username, password });
    await resendSignUpCode({ username });
    await confirmSignUp({ username, confirmationCode: await pool.code(username) });

    await expect(resetPassword({ username })).resolves.toMatchObject({
      nextStep: { resetPasswordStep: "CONFIRM_RESET_PASSWORD_WITH_CODE" },
    });
    const newPassword = "Reset-Horse-2";
    await confirmResetPassword({ username, newPassword, confirmationCode: await pool.code(username) });
    await expect(signIn({ username, password: newPassword })).resolves.toMatchObject({ isSignedIn: true });

    await updatePassword({ oldPassword: newPassword, newPassword: "Changed-Horse-3" });
    await signOut();
    await expect(signIn({ username, password: "Changed-Horse-3", options: byPassword })).resolves.toMatchObject({
      isSignedIn: true,
    });
  });

  test("changes the address, proves it, and deletes the user", async () => {
    const { username } = await aSignedInUser();
    const value = anEmail("new");

    await expect(updateUserAttribute({ userAttribute: { attributeKey: "email", value } })).resolves.toMatchObject({
      nextStep: { updateAttributeStep: "CONFIRM_ATTRIBUTE_WITH_CODE" },
    });
    await expect(fetchUserAttributes()).resolves.toMatchObject({ email: username });
    await confirmUserAttribute({ userAttributeKey: "email", confirmationCode: await pool.code(value) });
    await expect(fetchUserAttributes()).resolves.toMatchObject({ email: value, email_verified: "true" });

    await deleteUser();
    await expect(signIn({ username: value, password, options: byPassword })).rejects.toMatchObject({
      message: "Incorrect username or password.",
    });
  });

  test("changes the rest of the profile, asks for a code, and finds neither second factor nor device", async () => {
    const { username } = await aSignedInUser();

    await expect(updateUserAttributes({ userAttributes: { nickname: "Ada", locale: "en" } })).resolves.toMatchObject({
      nickname: { isUpdated: true, nextStep: { updateAttributeStep: "DONE" } },
    });
    await deleteUserAttributes({ userAttributeKeys: ["locale"] });
    await expect(fetchUserAttributes()).resolves.toEqual({
      sub: expect.any(String),
      email: username,
      email_verified: "true",
      nickname: "Ada",
    });

    await expect(sendUserAttributeVerificationCode({ userAttributeKey: "email" })).resolves.toEqual({
      attributeName: "email",
      deliveryMedium: "EMAIL",
      destination: "u***@e***",
    });
    await confirmUserAttribute({ userAttributeKey: "email", confirmationCode: await pool.code(username) });

    await expect(fetchMFAPreference()).resolves.toEqual({});
    await expect(
      forgetDevice({ device: { id: "eu-west-1_01234567-89ab-cdef-0123-456789abcdef" } }),
    ).rejects.toMatchObject({ name: "ResourceNotFoundException", message: "Device does not exist." });
  });

  test("answers the temporary password of an invitation with a new one", async () => {
    const { email: username } = await anInvitedUser(pool);

    await expect(signIn({ username, password })).resolves.toMatchObject({
      nextStep: { signInStep: "CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED", missingAttributes: [] },
    });
    await expect(confirmSignIn({ challengeResponse: "Brand-New-Horse-2" })).resolves.toMatchObject({
      isSignedIn: true,
    });
    await expect(getCurrentUser()).resolves.toMatchObject({ signInDetails: { loginId: username } });
  });

  async function aSignedInUser() {
    const { email: username } = await aConfirmedUser(pool);
    await signIn({ username, password, options: byPassword });
    return { username };
  }
});
