/** The claims of an ID token for reading. Source: Cognito Developer Guide, "Understanding the identity (ID) token". */

export interface ReadableClaim {
  readonly name: string;
  readonly value: string;
  readonly meaning: string | undefined;
}

const meanings: Readonly<Record<string, string>> = {
  email: "Your e-mail address",
  email_verified: "Whether the address was confirmed with a code",
  name: "Your name",
  sub: "Your id in the user pool; never changes",
  "cognito:username": "Your user name in the pool",
  "cognito:groups": "Groups you are in",
  iss: "The user pool that issued the token",
  aud: "The app client that it was issued to",
  token_use: "What kind of token this is",
  auth_time: "When you signed in",
  iat: "When this token was issued",
  exp: "When it expires",
  jti: "Id of this token",
  origin_jti: "Id of this sign-in; shared by all its tokens",
  event_id: "Id of the sign-in request",
};

const times = ["auth_time", "iat", "exp"];
const order = Object.keys(meanings);

/** In the order in which people care; unknown ones last. */
export function readableClaims(claims: Readonly<Record<string, unknown>>): ReadableClaim[] {
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.entries(claims)
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([name, value]) => ({ name, value: readable(name, value), meaning: meanings[name] }));
}

function readable(name: string, value: unknown): string {
  if (times.includes(name) && typeof value === "number") return new Date(value * 1000).toLocaleString();
  return typeof value === "string" ? value : JSON.stringify(value);
}
