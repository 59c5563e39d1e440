import { readFileSync } from "node:fs";
import { compileFunction } from "node:vm";

export interface ProxyResult {
  readonly statusCode: number;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

export interface Bundle {
  handler(event: unknown, context: unknown): Promise<ProxyResult>;
}

/** Loads a bundle as Lambda does, with an environment of its own, as often as one likes. Past Jest, which would transform it. */
export function loadBundle(file: string, env: Readonly<Record<string, string>>): Bundle {
  const module = { exports: {} as Bundle };
  const own = Object.create(process, { env: { value: { LOG_LEVEL: "silent", ...env } } });
  const parameters = ["exports", "require", "module", "process"];
  compileFunction(readFileSync(file, "utf8"), parameters, { filename: file })(module.exports, require, module, own);
  return module.exports;
}
