/**
 * AssociateSoftwareToken: a new secret for an authenticator app. It replaces one that was never verified (U); one in use
 * stays in use until the new one is.
 * @throws SoftwareTokenMFANotFoundException the pool has no authenticator apps
 * Source: API Reference, "AssociateSoftwareToken".
 */
import { randomBytes } from "node:crypto";
import { offersSoftwareToken } from "../domain/mfa";
import { newSoftwareToken, secretCode } from "../domain/totp";
import { accessToken, sessionText } from "../input/parameters";
import { optional } from "../input/structure";
import { noSoftwareTokenMfa } from "../refusals";
import { requireTotpSetup } from "../sign-in/totp-setup";
import { operation } from "./operation";

export const associateSoftwareToken = operation({
  access: "public",
  input: { AccessToken: optional(accessToken), Session: optional(sessionText) },
  answer(tools, request) {
    const { pool, user, finish } = requireTotpSetup(tools, request);
    if (!offersSoftwareToken(pool.settings)) throw noSoftwareTokenMfa();
    const pendingSoftwareToken = newSoftwareToken(randomBytes);
    pool.users.save({ ...user, pendingSoftwareToken });
    return { SecretCode: secretCode(pendingSoftwareToken), ...finish() };
  },
});
