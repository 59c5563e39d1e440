/** Claims as API Gateway shows them in the event: every value is a string (recorded). */

export function claimsForEvent(payload: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, claimText(name, value)]));
}

function claimText(name: string, value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" && (name === "exp" || name === "iat")) return javaDate(new Date(value * 1000));
  // Joined without brackets; arrays of objects (`identities`) have no recorded text: compact JSON.
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) return value.join(",");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** `Tue Apr 04 18:39:39 UTC 2023`: what Java's `Date.toString` gives in UTC. */
function javaDate(date: Date): string {
  const [, weekday, day, month, year, time] = /^(\w+), (\d+) (\w+) (-?\d+) ([\d:]+)/.exec(date.toUTCString()) ?? [];
  return weekday === undefined ? String(date) : `${weekday} ${month} ${day} ${time} UTC ${year}`;
}
