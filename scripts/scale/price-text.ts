import type { Price } from "./prices";

/** `0.16 to 10 million, 0.14 to 100 million, 0.11 above`. */
export function priceText({ steps }: Pick<Price, "steps">): string {
  return steps
    .map(({ usd, upTo }) => {
      const dollars = usd.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 6 });
      if (upTo !== undefined) return `${dollars} to ${countText(upTo)}`;
      return steps.length === 1 ? dollars : `${dollars} above`;
    })
    .join(", ");
}

/** `333 million`, `7.5 billion`, `90,000`. */
export function countText(count: number): string {
  for (const [size, name] of [
    [1e9, "billion"],
    [1e6, "million"],
  ] as const) {
    if (count >= size) return `${(count / size).toLocaleString("en-US", { maximumSignificantDigits: 4 })} ${name}`;
  }
  return count.toLocaleString("en-US", { maximumSignificantDigits: 4 });
}
