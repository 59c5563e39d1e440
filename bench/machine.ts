import { cpus, loadavg, totalmem } from "node:os";

/** One sentence for the record: date, processor, memory, and how busy the machine was before. */
export function describeMachine(): string {
  const [processor] = cpus();
  const date = new Date().toISOString().slice(0, 10);
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `Measured on ${date}: ${processor?.model ?? "unknown processor"}, ${cpus().length} cores, ${gigabytes} GB, load ${loadavg()[0]?.toFixed(1)} before.`;
}
