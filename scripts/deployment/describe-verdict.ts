/** The guard's verdict, for people. */
import type { Verdict } from "./user-loss-guard";

/** Why the plan was stopped, and what to do; undefined when nothing stops it. */
export function describeVerdict(
  { losses, isProtected }: Verdict,
  command: "deploy" | "destroy" = "deploy",
): string | undefined {
  if (losses.length === 0) return undefined;
  const addresses = [...new Set(losses.map(({ address }) => address))];
  const flags = addresses.map((address) => `--allow-loss ${address}`).join(" ");
  return [
    "This plan would lose what cannot be made again. Nothing was touched.",
    ...losses.map(({ address, problem, safeWay }) => `\n  ${address}\n    ${problem}.\n    Safe way: ${safeWay}.`),
    "",
    ...(isProtected
      ? [
          "The user pool is protected. If the loss is meant, it takes two steps:",
          "  1. As the stage is now, without the change: DELETION_PROTECTION=off npm run deploy",
          `  2. With the change: DELETION_PROTECTION=off npm run ${command} -- ${flags}`,
        ]
      : [`If the loss is meant, name it: npm run ${command} -- ${flags}`]),
  ].join("\n");
}
