/**
 * One reading of a stack: what is found on the way, kept apart by what it means.
 *
 * - a *fault*: AWS would refuse it, or it has no meaning (a method without an integration), or none here (a stage whose
 *   name only Terraform can compute)
 * - *unsupported*: it is fine on AWS, and the local side cannot enforce it; it stops the start unless it is allowed by name
 * - a *notice*: it is merely not honoured
 *
 * Whatever decides by itself who gets in, or what answers, is read as closed (see the readers), so that allowing it lets
 * the rest start and no request in. What only adds a restriction (a policy, a validator, a plan) is left out when allowed;
 * `whenAllowed` says which.
 */
import { ArgumentError } from "./argument-errors";
import { Arguments } from "./arguments";
import { localId } from "./identifiers";
import { type Resource, resourcesOfType, type Stack } from "./stack";

export interface Unsupported {
  readonly address: string;
  /** What cannot be enforced, as a sentence about the resource. */
  readonly reason: string;
  /** What happens when it is allowed. */
  readonly whenAllowed: string;
}

/** The stack's resources do not make sense together. Names every fault, not only the first. */
export class StackFaultError extends Error {
  override readonly name = "StackFaultError";
  constructor(
    readonly file: string,
    readonly faults: readonly string[],
  ) {
    super(
      [`The stack ${file} has faults that AWS would refuse, or values that only AWS knows:`, ...faults].join("\n  "),
    );
  }
}

/** Resources that the local gateway cannot enforce, and that nobody allowed. Names every one. */
export class UnsupportedResourceError extends Error {
  override readonly name = "UnsupportedResourceError";
  constructor(readonly unsupported: readonly Unsupported[]) {
    const lines = unsupported.map(
      ({ address, reason, whenAllowed }) =>
        `${address} ${reason}.\n    To start all the same: --allow-unsupported ${address} (${whenAllowed})`,
    );
    super(["The local gateway cannot enforce everything in this stack, so it does not start:", ...lines].join("\n  "));
  }
}

export class StackReading {
  readonly faults: string[] = [];
  readonly unsupported: Unsupported[] = [];
  readonly notices: string[] = [];
  readonly #arguments = new Map<string, Arguments>();

  constructor(readonly stack: Stack) {}

  /** The arguments of `resource`; always the same object, so that it knows everything that was read. */
  arguments(resource: Resource): Arguments {
    const known = this.#arguments.get(resource.address);
    if (known !== undefined) return known;
    const args = Arguments.of(this.stack, resource);
    this.#arguments.set(resource.address, args);
    return args;
  }

  /** What `read` makes of each resource of `type`; one that cannot be read is a fault and is left out. */
  each<T>(type: string, read: (args: Arguments, resource: Resource) => T | undefined): T[] {
    return resourcesOfType(this.stack, type).flatMap((resource) => {
      try {
        const value = read(this.arguments(resource), resource);
        return value === undefined ? [] : [value];
      } catch (error) {
        if (!(error instanceof ArgumentError)) throw error;
        this.faults.push(error.message);
        return [];
      }
    });
  }

  /** The id that AWS would give it. */
  idOf(resource: Resource): string {
    return localId(this.stack, resource);
  }

  isInStack(type: string, id: string | undefined): boolean {
    return resourcesOfType(this.stack, type).some((resource) => this.idOf(resource) === id);
  }

  fault(address: string, problem: string): void {
    this.faults.push(`${address} ${problem}.`);
  }

  /** Ends the reading. @throws StackFaultError @throws UnsupportedResourceError what `allowed` does not name */
  finish(allowed: readonly string[]): readonly string[] {
    const faults = [...new Set(this.faults)];
    if (faults.length > 0) throw new StackFaultError(this.stack.file, faults);
    const refused = this.unsupported.filter(({ address }) => !allowed.includes(address));
    if (refused.length > 0) throw new UnsupportedResourceError(refused);
    return [...this.#exceptions(allowed), ...this.notices, ...this.#notHonoured()];
  }

  #exceptions(allowed: readonly string[]): string[] {
    const needless = allowed.filter((name) => !this.unsupported.some(({ address }) => address === name));
    return [
      ...this.unsupported.map(
        ({ address, reason, whenAllowed }) => `ALLOWED WITH --allow-unsupported: ${address} ${reason}; ${whenAllowed}`,
      ),
      ...needless.map((name) => `--allow-unsupported ${name} is not needed: nothing unsupported has that address`),
    ];
  }

  #notHonoured(): string[] {
    return [...this.#arguments.values()].flatMap((args) => {
      const ignored = args.ignored();
      return ignored.length === 0 ? [] : [`${args.address}: ${ignored.join(", ")}`];
    });
  }
}
