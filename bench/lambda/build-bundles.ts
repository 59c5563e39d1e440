/** Every contestant as a folder with `index.js`, as it would be unpacked from its zip. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "esbuild";
import { unzipSync } from "fflate";
import { zipFunction } from "../../infra/function-entry";
import { buildApi } from "../../scripts/build-api";
import { slim } from "../../scripts/bundle/slim";
import { ours, peers } from "./contestants";

export interface Bundles {
  /** The contestant's folder. */
  folderOf(id: string): string;
  /** The contestant's bundle for a JWKS that is given in the environment. */
  fileWithGivenJwks(id: string): string;
  bytesOf(id: string): number;
  /** The program of each measured process. */
  readonly measuredProcess: string;
}

/** Below `folder`, which lies outside of the project, so that nothing is found in the project's `node_modules`. */
export async function buildBundles(folder: string): Promise<Bundles> {
  const bundleOf = (id: string) => join(folder, id, "index.js");
  await Promise.all(peers.map(({ id }) => bundle(join(__dirname, `../peers/${id}.ts`), bundleOf(id))));

  const built = join(folder, "built");
  await buildApi({ outDir: built });
  unpack(zipFunction(built), join(folder, ours.id));

  const given = join(folder, "ours-with-given-jwks");
  await buildApi({ outDir: given, plugins: [...slim(), givenJwks] });
  const measuredProcess = join(folder, "measured-process.js");
  await bundle(join(__dirname, "measured-process.ts"), measuredProcess);
  return {
    folderOf: (id) => join(folder, id),
    fileWithGivenJwks: (id) => (id === ours.id ? join(given, "index.js") : bundleOf(id)),
    bytesOf: (id) => statSync(bundleOf(id)).size,
    measuredProcess,
  };
}

/** As `scripts/build-api.ts` does it, without its plugins. The AWS SDK is there in Lambda; lambda-api may use it. */
async function bundle(entry: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    minify: true,
    legalComments: "none",
    external: ["@aws-sdk/*"],
    logLevel: "error",
  });
}

function unpack(zip: Uint8Array, folder: string): void {
  mkdirSync(folder);
  for (const [name, content] of Object.entries(unzipSync(zip))) writeFileSync(join(folder, name), content);
}

/** Our bundle has no setting for this, so its one fetch is exchanged; the rest is as shipped. */
const givenJwks: Plugin = {
  name: "given-jwks",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]api[\\/]fetch-jwks\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      const contents = source.replace("await get(uri, limits)", 'process.env.JWKS ?? ""');
      if (contents === source)
        return { errors: [{ text: "api/fetch-jwks.ts no longer fetches where bench/ expects it" }] };
      return { contents, loader: "ts" };
    });
  },
};
