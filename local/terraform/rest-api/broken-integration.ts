/** Integrations that answer nothing. */
import type { Arguments } from "../arguments";
import type { StackReading } from "../stack-reading";

/** Every call is a 500, as on AWS (a wrong mapping) or because it cannot be called from here. */
export interface BrokenIntegration {
  readonly kind: "broken";
  readonly address: string;
  readonly why: string;
}

/** One that would not work on AWS either. */
export function brokenIntegration(reading: StackReading, args: Arguments, why: string): BrokenIntegration {
  reading.notices.push(`${args.address}: ${why}: every call is a 500, as on AWS`);
  return { kind: "broken", address: args.address, why };
}

/** One that works on AWS, and cannot be called from here. */
export function unsupportedIntegration(reading: StackReading, args: Arguments, reason: string): BrokenIntegration {
  args.hasNoLocalEffect(...args.ignored());
  reading.unsupported.push({ address: args.address, reason, whenAllowed: "its method answers 500" });
  return { kind: "broken", address: args.address, why: reason };
}
