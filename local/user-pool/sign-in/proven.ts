/** What a sign-in has shown so far. */
export interface Proven {
  /** SIGN_UP: the sign-up code, right after it confirmed the user. Absent at the start of USER_AUTH. */
  readonly firstFactor: "PASSWORD" | "EMAIL_OTP" | "WEB_AUTHN" | "SIGN_UP" | undefined;
  readonly secondFactor: boolean;
}

export const nothingProven = provenBy(undefined);

/** A first factor, and nothing more. */
export function provenBy(firstFactor: Proven["firstFactor"]): Proven {
  return { firstFactor, secondFactor: false };
}
