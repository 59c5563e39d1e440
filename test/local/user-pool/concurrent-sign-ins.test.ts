import { GetTokensFromRefreshTokenCommand } from "@aws-sdk/client-cognito-identity-provider";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import { isFullLoad } from "../../support/full-load";
import { incorrect } from "./support/refusal";
import { startTestPool } from "./support/running-pool";
import { srpSignIn } from "./support/srp-sign-in";
import { aConfirmedUser, anEmail, signIn } from "./support/users";

const count = isFullLoad ? 500 : 25;

test(`${count} users who sign in at once each get tokens of their own, by SRP and by password`, async () => {
  const pool = await startTestPool();
  const users = await Promise.all(Array.from({ length: count }, () => aConfirmedUser(pool, anEmail("many"))));
  const jwks = await (await fetch(`${pool.url}/${pool.poolId}/.well-known/jwks.json`)).json();
  const verifier = CognitoJwtVerifier.create({ userPoolId: pool.poolId, clientId: pool.clientId, tokenUse: "id" });
  verifier.cacheJwks(jwks as Parameters<typeof verifier.cacheJwks>[0]);

  const signIns = users.map(async (user, index) => {
    const wrong = { email: user.email, password: "Wrong-Horse-1" };
    if (index % 5 === 0) await expect(srpSignIn(pool, wrong)).rejects.toMatchObject(incorrect);
    if (index % 2 === 0) return signIn(pool, user);
    return (await srpSignIn(pool, user)).AuthenticationResult;
  });

  const tokens = await Promise.all(signIns);
  const claims = await Promise.all(tokens.map((answer) => verifier.verify(answer?.IdToken ?? "")));
  expect(claims.map(({ email }) => email)).toEqual(users.map(({ email }) => email));
  const refreshed = await Promise.all(
    tokens.map((answer) =>
      pool.cognito.send(
        new GetTokensFromRefreshTokenCommand({ ClientId: pool.clientId, RefreshToken: answer?.RefreshToken }),
      ),
    ),
  );
  const renewed = await Promise.all(
    refreshed.map(({ AuthenticationResult }) => verifier.verify(AuthenticationResult?.IdToken ?? "")),
  );
  expect(renewed.map(({ sub }) => sub)).toEqual(users.map(({ sub }) => sub));
  expect(pool.logged).toEqual([]);
}, 300_000);
