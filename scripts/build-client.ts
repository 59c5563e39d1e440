/** Builds the page. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";

export interface BuildClientOptions {
  /** Default: `dist/client` */
  readonly outDir?: string;
}

/** Runs Vite in a child process (it is an ES module). Resolves with the folder. @throws Error with Vite's own words */
export async function buildClient({ outDir = "dist/client" }: BuildClientOptions = {}): Promise<{ outDir: string }> {
  const absolute = resolve(outDir);
  const vite = resolve("node_modules/vite/bin/vite.js");
  const args = [vite, "build", "client", "--outDir", absolute, "--emptyOutDir", "--logLevel", "warn"];
  const env = { ...process.env, NODE_ENV: "production" }; // anything else builds components with their source paths
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let words = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (words += chunk));
  const status = await new Promise((done, fail) => child.once("error", fail).once("close", done));
  if (status !== 0) throw new Error(`The page could not be built:\n${words.trim()}`);
  if (words.trim() !== "") console.warn(words.trim());
  return { outDir: absolute };
}
