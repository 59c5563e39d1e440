/** Where a deploy is rehearsed: an AWS API emulator, and a copy of the checkout with a build in it. */
import { type CheckoutCopy, copyCheckout } from "../support/checkout-copy";
import { endPrograms } from "../support/program";
import { type AwsEmulator, type AwsEmulatorOptions, startAwsEmulator } from "./aws-emulator";
import { fakeBuild } from "./fake-build";

export interface Rehearsal {
  readonly aws: AwsEmulator;
  readonly checkout: CheckoutCopy;
  end(): Promise<void>;
}

export async function startRehearsal(options?: AwsEmulatorOptions): Promise<Rehearsal> {
  const checkout = copyCheckout();
  fakeBuild(checkout.folder);
  const aws = await startAwsEmulator(options);
  return {
    aws,
    checkout,
    async end() {
      await aws.stop();
      await endPrograms();
      checkout.remove();
    },
  };
}
