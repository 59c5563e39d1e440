/** What InitiateAuth and RespondToAuthChallenge answer. Source: API Reference, "InitiateAuth". */
export interface AuthenticationResult {
  readonly AccessToken: string;
  readonly IdToken: string;
  /** Absent when the client keeps the one it has. */
  readonly RefreshToken?: string;
  /** Seconds that the access token lives. */
  readonly ExpiresIn: number;
  readonly TokenType: "Bearer";
}

export interface Challenge {
  readonly ChallengeName: string;
  readonly ChallengeParameters: Readonly<Record<string, string>>;
  /** Absent where the challenge carries its own thread (PASSWORD_VERIFIER of USER_SRP_AUTH). */
  readonly Session?: string;
  /** USER_AUTH only. */
  readonly AvailableChallenges?: readonly string[];
}

export type AuthAnswer = Challenge | SignedIn;

export interface SignedIn {
  readonly AuthenticationResult: AuthenticationResult;
  readonly ChallengeParameters: Readonly<Record<string, never>>;
}

export const signedIn = (result: AuthenticationResult): SignedIn => ({
  AuthenticationResult: result,
  ChallengeParameters: {},
});
