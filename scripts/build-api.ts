/** Bundles the API for Lambda: `dist/api/index.js`, CommonJS, everything in one file. */
import { join, resolve } from "node:path";
import { build, type Plugin } from "esbuild";
import { slim } from "./bundle/slim";

export interface BuildApiOptions {
  /** Folder of `index.js`. */
  readonly outDir?: string;
  readonly minify?: boolean;
  /** Another program than the API's handler. For tests of the bundling itself. */
  readonly entry?: string;
  /** Without any, the bundle is what esbuild makes of the same sources by itself. */
  readonly plugins?: readonly Plugin[];
}

export interface ApiBundle {
  readonly file: string;
  readonly bytes: number;
}

const root = resolve(__dirname, "..");

/** The same sources make the same bytes, wherever the project lies. @throws BuildFailure with what to look at */
export async function buildApi({
  outDir = join(root, "dist/api"),
  minify = true,
  entry = join(root, "api/handler.ts"),
  plugins = slim(),
}: BuildApiOptions = {}): Promise<ApiBundle> {
  const file = join(outDir, "index.js");
  const { metafile } = await build({
    entryPoints: [entry],
    outfile: file,
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    minify,
    plugins: [...plugins],
    legalComments: "none",
    metafile: true,
    logLevel: "silent",
  });
  const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
  return { file, bytes };
}
