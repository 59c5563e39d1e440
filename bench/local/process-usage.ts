/** What a running process has used, from Linux's `/proc`. */
import { readFileSync } from "node:fs";

/** Of all its threads, user and system, since it started. Resolution: 10 ms. */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The second field is the name in brackets, which may hold blanks. Fields 14 and 15 are ticks, a hundredth of a second each.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
