import { sessionOf } from "../../client/auth/session";

describe("sessionOf", () => {
  test("reads who it is and until when", () => {
    const claims = { sub: "1", email: "ann@example.com", name: "Ann", iat: 1000, exp: 4600 };

    expect(sessionOf(claims, 0)).toEqual({
      email: "ann@example.com",
      name: "Ann",
      issuedAt: 1_000_000,
      expiresAt: 4_600_000,
      claims,
    });
  });

  test("tells times on the clock of this machine, however wrong it is", () => {
    const driftMs = 600_000; // the pool is ten minutes ahead

    expect(sessionOf({ iat: 1000, exp: 4600 }, driftMs)).toMatchObject({ issuedAt: 400_000, expiresAt: 4_000_000 });
  });
});
