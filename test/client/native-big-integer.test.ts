/** Every result is Amplify's own. */
import { getDiffieHellman } from "node:crypto";
import { resolve } from "node:path";
import fc from "fast-check";
import { NativeBigInteger } from "../../client/native-big-integer";

// Not among what the package exports
const amplify = "node_modules/@aws-amplify/auth/dist/cjs/providers/cognito/utils/srp/BigInteger/BigInteger.js";
const AmplifysOwn = require(resolve(amplify)).default as typeof NativeBigInteger;

/** RFC 3526, 3072 bits: the prime of Cognito's SRP. */
const prime = getDiffieHellman("modp15").getPrime("hex");
/** Up to 3072 bits, with short ones and zero among them. */
const digits = fc.bigInt({ min: 0n, max: 2n ** 3072n - 1n }).map((value) => value.toString(16));
const positive = digits.filter((text) => text !== "0");

/** What `compute` makes of the same digits, as hexadecimal text, with either implementation. */
function withBoth<Texts extends string[]>(texts: [...Texts], compute: (...numbers: Numbers<Texts>) => unknown) {
  return [NativeBigInteger, AmplifysOwn].map((Integer) => {
    const result = compute(...(texts.map((text) => new Integer(text, 16)) as Numbers<Texts>));
    return typeof result === "object" ? (result as NativeBigInteger).toString(16) : result;
  });
}

type Numbers<Texts> = { [Index in keyof Texts]: NativeBigInteger };

const isSame = ([ours, theirs]: unknown[]) => expect(ours).toBe(theirs);

/** The interface calls back at once. */
function modPow(base: NativeBigInteger, exponent: NativeBigInteger, modulus: NativeBigInteger): NativeBigInteger {
  let power = base;
  base.modPow(exponent, modulus, (_error, result) => {
    power = result;
  });
  return power;
}

describe("an integer of the browser", () => {
  test.each([
    ["adds", (a, b) => a.add(b)],
    ["subtracts", (a, b) => a.subtract(b)],
    ["multiplies", (a, b) => a.multiply(b)],
    ["tells equals", (a, b) => [a.equals(b), a.equals(a)].join()],
    ["compares", (a, b) => [Math.sign(a.compareTo(b)), Math.sign(b.compareTo(a)), a.compareTo(a)].join()],
    ["takes the sign away", (a, b) => a.subtract(b).abs()],
  ] satisfies [string, (a: NativeBigInteger, b: NativeBigInteger) => unknown][])(
    "%s as Amplify's does",
    (_what, act) => {
      fc.assert(fc.property(digits, digits, (a, b) => isSame(withBoth([a, b], act))));
    },
  );

  test("leaves the same remainder, also of a negative number", () => {
    fc.assert(
      fc.property(digits, digits, positive, (a, b, m) =>
        isSame(withBoth([a, b, m], (one, other, modulus) => one.subtract(other).mod(modulus))),
      ),
    );
  });

  test("gives the same powers, also of a negative base, for the prime of Cognito", () => {
    fc.assert(
      fc.property(digits, digits, positive, (a, b, exponent) =>
        isSame(
          withBoth([a, b, exponent, prime], (one, other, power, modulus) =>
            modPow(one.subtract(other), power, modulus),
          ),
        ),
      ),
      {
        numRuns: 8,
        examples: [
          ["2", "0", "1"],
          ["0", "0", "1"],
          ["1", "2", "3"],
        ],
      },
    );
  });

  test("knows zero and one", () => {
    expect([NativeBigInteger.ZERO, NativeBigInteger.ONE].map((number) => number.toString(16))).toEqual(["0", "1"]);
  });
});
