import { confirmSignUp, fetchAuthSession, getCurrentUser, signIn, signUp } from "aws-amplify/auth";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import { useAmplify } from "./support/amplify";
import { startTestPool, type TestPool } from "./support/running-pool";
import { anEmail, password } from "./support/users";

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
    await signIn({ username, password });
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
});
