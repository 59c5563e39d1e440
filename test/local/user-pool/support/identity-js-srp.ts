/** The client's half of SRP, done by the arithmetic of amazon-cognito-identity-js (which publishes no types for it). Slow. */
import { createHmac } from "node:crypto";
import type { ClientHalf, ServerHalf } from "./srp-client";

interface BigInteger {
  toString(radix: 16): string;
}
type Callback<T> = (error: Error | null, value: T) => void;
interface AuthenticationHelper {
  getLargeAValue(callback: Callback<BigInteger>): void;
  getPasswordAuthenticationKey(
    userId: string,
    password: string,
    serverB: BigInteger,
    salt: BigInteger,
    callback: Callback<Buffer>,
  ): void;
}

const Helper = require("amazon-cognito-identity-js/lib/AuthenticationHelper").default as new (
  poolName: string,
) => AuthenticationHelper;
const BigInteger = require("amazon-cognito-identity-js/lib/BigInteger").default as new (
  text: string,
  radix: 16,
) => BigInteger;

export class IdentityJsSrpClient implements ClientHalf {
  readonly #helper: AuthenticationHelper;

  /** @param poolName the part of the pool id after `_` */
  constructor(private readonly poolName: string) {
    this.#helper = new Helper(poolName);
  }

  async srpA(): Promise<string> {
    const value = await called<BigInteger>((callback) => this.#helper.getLargeAValue(callback));
    return value.toString(16);
  }

  async sign(password: string, { userId, salt, srpB, secretBlock, timestamp }: ServerHalf): Promise<Buffer> {
    const key = await called<Buffer>((callback) =>
      this.#helper.getPasswordAuthenticationKey(
        userId,
        password,
        new BigInteger(srpB, 16),
        new BigInteger(salt, 16),
        callback,
      ),
    );
    return createHmac("sha256", key)
      .update(this.poolName)
      .update(userId)
      .update(secretBlock)
      .update(timestamp)
      .digest();
  }
}

function called<T>(call: (callback: Callback<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => call((error, value) => (error ? reject(error) : resolve(value))));
}
