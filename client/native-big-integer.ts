/**
 * The integers of Amplify's SRP, by the browser's own `BigInt`. Amplify computes in plain JavaScript for the sake of
 * browsers that have none, which takes most of the time of a sign-in; for React Native it does what is done here.
 *
 * What `@aws-amplify/auth` calls of its `AuthBigInteger`, with the same results.
 */
export class NativeBigInteger {
  static readonly ZERO = new NativeBigInteger(0n);
  static readonly ONE = new NativeBigInteger(1n);
  readonly #value: bigint;

  /** @param value a number, or hexadecimal digits without a sign */
  constructor(value: bigint | string, _radix: 16 = 16) {
    this.#value = typeof value === "bigint" ? value : BigInt(`0x${value}`);
  }

  add(other: NativeBigInteger): NativeBigInteger {
    return new NativeBigInteger(this.#value + other.#value);
  }

  subtract(other: NativeBigInteger): NativeBigInteger {
    return new NativeBigInteger(this.#value - other.#value);
  }

  multiply(other: NativeBigInteger): NativeBigInteger {
    return new NativeBigInteger(this.#value * other.#value);
  }

  /** From 0 to `modulus`, also of a negative number. */
  mod(modulus: NativeBigInteger): NativeBigInteger {
    return new NativeBigInteger(remainder(this.#value, modulus.#value));
  }

  modPow(
    exponent: NativeBigInteger,
    modulus: NativeBigInteger,
    done: (error: null, result: NativeBigInteger) => void,
  ): void {
    done(null, new NativeBigInteger(power(this.#value, exponent.#value, modulus.#value)));
  }

  abs(): NativeBigInteger {
    return this.#value < 0n ? new NativeBigInteger(-this.#value) : this;
  }

  /** Below, at or above 0, as this is to `other`. */
  compareTo(other: NativeBigInteger): number {
    return Number(this.#value > other.#value) - Number(this.#value < other.#value);
  }

  equals(other: NativeBigInteger): boolean {
    return this.#value === other.#value;
  }

  toString(radix: number): string {
    return this.#value.toString(radix);
  }
}

function remainder(value: bigint, modulus: bigint): bigint {
  const signed = value % modulus;
  return signed < 0n ? signed + modulus : signed;
}

/** Takes four bits of the exponent at a time: a quarter of the multiplications. @param exponent 0 or more */
function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const powers = [remainder(1n, modulus)];
  for (let digit = 1; digit < 16; digit += 1) powers.push(remainder((powers[digit - 1] ?? 1n) * base, modulus));
  let result = powers[0] ?? 1n;
  for (const digit of exponent.toString(16)) {
    for (let bit = 0; bit < 4; bit += 1) result = (result * result) % modulus;
    result = (result * (powers[Number.parseInt(digit, 16)] ?? 1n)) % modulus;
  }
  return result;
}
