import { randomBytes } from "node:crypto";
import {
  answerSrp,
  isPassword,
  isProof,
  makeVerifier,
  type PasswordVerifier,
} from "../../../local/user-pool/domain/srp";
import { g, k, type ModularPower, N, pad, power } from "../../../local/user-pool/domain/srp-group";
import { isCurrentTimestamp } from "../../../local/user-pool/domain/srp-timestamp";
import { IdentityJsSrpClient } from "./support/identity-js-srp";
import { type ClientHalf, SrpClient } from "./support/srp-client";

const identity = { poolName: "AbCdEf123", userId: "34c84488-e0e1-70ae-d2ee-991ad1a898c8" };
const timestamp = "Wed Apr 5 22:42:34 UTC 2017";

describe("the group", () => {
  test("is the one of Amplify: its multiplier is k", () => {
    expect(k.toString(16)).toBe("538282c4354742d7cbbde2359fcf67f9f5b3a6b08791e5011b43b8a5b66d9ee6");
  });

  test("raises to a power as square-and-multiply does", () => {
    for (const [base, exponent] of [
      [g, 1n],
      [3n, 65_537n],
      [N - 2n, 12_345n],
      [N + 5n, 7n],
    ] as const) {
      expect(power(base, exponent)).toBe(squareAndMultiply(base, exponent));
    }
    for (let base = 2n; base < 12n; base += 1n) {
      expect(power(base, k)).toBe(squareAndMultiply(base, k)); // some are squares modulo N, some are not
    }
    expect(power(3n, 0n)).toBe(1n);
    expect(power(0n, 5n)).toBe(0n);
    expect(power(1n, 5n)).toBe(1n);
    expect(power(N - 1n, 3n)).toBe(N - 1n);
    expect(power(N - 1n, 4n)).toBe(1n);
  });

  test("writes integers as Java does: minimal, and never negative", () => {
    expect(pad(0n)).toEqual(Buffer.of(0));
    expect(pad(0x7fn)).toEqual(Buffer.of(0x7f));
    expect(pad(0x80n)).toEqual(Buffer.of(0, 0x80));
    expect(pad(0x100n)).toEqual(Buffer.of(1, 0));
  });
});

describe("a password proof", () => {
  const salts = {
    "a random salt": randomBytes(16),
    "a salt that begins with zero bytes": Buffer.concat([Buffer.alloc(3), randomBytes(13)]),
    "a salt that begins with a zero digit": Buffer.concat([Buffer.of(0x05), randomBytes(15)]),
    "a salt with the top bit set": Buffer.concat([Buffer.of(0xff), randomBytes(15)]),
  };

  const client = new IdentityJsSrpClient(identity.poolName); // one for all: it takes a tenth of a second

  test.each(Object.entries(salts))(
    "of the client of amazon-cognito-identity-js is accepted with %s",
    async (_name, salt) => {
      const kept = makeVerifier(identity, "Pässword-✓-1", salt);

      await expect(proves("Pässword-✓-1", kept, client)).resolves.toBe(true);
      await expect(proves("Pässword-✓-2", kept, client)).resolves.toBe(false);
    },
  );

  test("takes as many powers for a wrong password as for the right one", async () => {
    const kept = makeVerifier(identity, "right", randomBytes(16));
    const counts = await Promise.all(
      ["right", "wrong"].map(async (password) => {
        let count = 0;
        const counting: ModularPower = (base, exponent) => {
          count += 1;
          return power(base, exponent);
        };
        await proves(password, kept, new SrpClient(identity.poolName), counting);
        return count;
      }),
    );

    expect(counts).toEqual([3, 3]);
  });

  test.each([
    ["zero", "0"],
    ["a multiple of N", N.toString(16)],
    ["no number", "xyz"],
    ["nothing", ""],
  ])("cannot begin with %s for A", (_name, srpA) => {
    const kept = makeVerifier(identity, "right", randomBytes(16));

    expect(answerSrp(srpA, kept, randomBytes)).toBeUndefined();
  });
});

describe("a kept password", () => {
  test("is recognised, and another one is not", () => {
    const kept = makeVerifier(identity, "right", randomBytes(16));

    expect(isPassword(identity, "right", kept)).toBe(true);
    expect(isPassword(identity, "wrong", kept)).toBe(false);
    expect(isPassword({ ...identity, userId: "another" }, "right", kept)).toBe(false);
  });
});

describe("a timestamp", () => {
  const now = new Date("2017-04-05T22:43:00Z");

  test.each([
    ["Wed Apr 5 22:42:34 UTC 2017", true],
    ["Wed Apr 05 22:42:34 UTC 2017", false],
    ["Wed Apr 5 21:42:34 UTC 2017", false],
    ["2017-04-05T22:42:34Z", false],
    ["", false],
  ])("%s is accepted: %s", (text, expected) => {
    expect(isCurrentTimestamp(text, now)).toBe(expected);
  });
});

/** A whole exchange. */
async function proves(
  password: string,
  kept: PasswordVerifier,
  client: ClientHalf,
  pow?: ModularPower,
): Promise<boolean> {
  const exchange = answerSrp(await client.srpA(), kept, randomBytes, pow);
  if (exchange === undefined) throw new Error("A was refused.");
  const secretBlock = randomBytes(64);
  const half = { userId: identity.userId, salt: kept.salt, srpB: exchange.B.toString(16), secretBlock, timestamp };
  const signature = await client.sign(password, half);
  return isProof(identity, exchange, kept, { secretBlock, timestamp, signature }, pow);
}

function squareAndMultiply(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % N;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % N;
    square = (square * square) % N;
  }
  return result;
}
