/** Bundles the API for Lambda: `dist/api/index.js`, CommonJS, everything in one file. */
import { join, resolve } from "node:path";
import { context, type Plugin } from "esbuild";
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
export async function buildApi(options?: BuildApiOptions): Promise<ApiBundle> {
  const builder = await openApiBuilder(options);
  try {
    return await builder.build();
  } finally {
    await builder.close();
  }
}

export interface ApiBuilder {
  /** @throws BuildFailure with what to look at */
  build(): Promise<ApiBundle>;
  close(): Promise<void>;
}

/** For building again and again: what has not changed since is not parsed again. */
export async function openApiBuilder({
  outDir = join(root, "dist/api"),
  minify = true,
  entry = join(root, "api/handler.ts"),
  plugins = slim(),
}: BuildApiOptions = {}): Promise<ApiBuilder> {
  const file = join(outDir, "index.js");
  const builder = await context({
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
  return {
    async build() {
      const { metafile } = await builder.rebuild();
      const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
      return { file, bytes };
    },
    close: () => builder.dispose(),
  };
}
