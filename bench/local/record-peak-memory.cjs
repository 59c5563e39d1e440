/** Loaded into each measured process (`--require`): appends its peak memory in bytes to the file PEAK_MEMORY_FILE at its end. */
const { appendFileSync } = require("node:fs");

process.on("exit", () => {
  const { PEAK_MEMORY_FILE: file } = process.env;
  if (file) appendFileSync(file, `${process.resourceUsage().maxRSS * 1024}\n`);
});
