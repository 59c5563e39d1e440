/** An esbuild plugin that puts off loading a dependency until it is first used. */
import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { OnLoadResult, Plugin } from "esbuild";

/** What importers touch while they load themselves, which would otherwise load the module after all. */
export interface LazyModule {
  /** Functions that are taken off the module early, and called late. */
  readonly functions?: readonly string[];
  /** Calls whose result is worked out while building: function name to the arguments that get a ready answer. */
  readonly answers?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Replaces CommonJS modules, by name, by a stand-in that loads the real one when it is first called or looked into.
 * The build fails where a module is not part of the bundle (any more), or has no function of a name given here.
 */
export function lazyModules(modules: Readonly<Record<string, LazyModule>>): Plugin {
  const names = Object.keys(modules);
  return {
    name: "lazy-modules",
    setup(build) {
      const met = new Set<string>();
      // By importing folder, module and kind: kept for the next builds, because esbuild takes its time for each answer.
      const found = new Map<string, string>();
      build.onResolve({ filter: exactly(names) }, async ({ path: name, importer, resolveDir, kind, pluginData }) => {
        if (pluginData === "itself") return undefined;
        met.add(name);
        const key = JSON.stringify([resolveDir, name, kind]);
        const real =
          found.get(key) ?? (await build.resolve(name, { importer, resolveDir, kind, pluginData: "itself" })).path;
        if (real !== "") found.set(key, real);
        // One stand-in for each copy of the module that is installed.
        return {
          path: name,
          namespace: "lazy",
          suffix: `?${build.initialOptions.absWorkingDir ? relative(real, build.initialOptions.absWorkingDir) : real}`,
          pluginData: real,
        };
      });
      build.onLoad({ filter: /.*/, namespace: "lazy" }, ({ path: name, pluginData: file }) =>
        standIn(name, file as string, modules[name] ?? {}),
      );
      build.onEnd(() => ({
        errors: names
          .filter((name) => !met.has(name))
          .map((name) => ({ text: `lazy-modules: ${name} is no longer part of the bundle` })),
      }));
    },
  };
}

/** A filter in the syntax that esbuild has in common with JavaScript: it asks a plugin about nothing else. */
function exactly(names: readonly string[]): RegExp {
  return new RegExp(`^(${names.map((name) => name.replaceAll(".", "\\.")).join("|")})$`);
}

function relative(file: string, folder: string): string {
  return file.startsWith(folder) ? file.slice(folder.length) : file;
}

function standIn(name: string, file: string, { functions = [], answers = {} }: LazyModule): OnLoadResult {
  const real: unknown = createRequire(__filename)(file);
  const functionOf = (key: string) => (real as Record<string, unknown>)[key];
  const missing = [...functions, ...Object.keys(answers)].filter((key) => typeof functionOf(key) !== "function");
  if (missing.length > 0) return { errors: [{ text: `lazy-modules: ${name} has no function ${missing.join(", ")}` }] };

  const early = functions.map((key) => `${JSON.stringify(key)}: (...args) => load()[${JSON.stringify(key)}](...args)`);
  const ready = Object.entries(answers).map(([key, inputs]) => {
    const results = inputs.map((input) => [input, (functionOf(key) as (input: string) => unknown)(input)]);
    return `${JSON.stringify(key)}: answer(${JSON.stringify(key)}, new Map(${JSON.stringify(results)}))`;
  });
  const contents = `
    const load = () => require(${JSON.stringify(file)});
    const answer = (key, ready) => (input) => (ready.has(input) ? ready.get(input) : load()[key](input));
    const early = { __proto__: null, ${[...early, ...ready].join(", ")} };
    module.exports = new Proxy(function () {}, {
      get: (_, key) => early[key] ?? load()[key],
      apply: (_, self, args) => Reflect.apply(load(), self, args),
      construct: (_, args) => Reflect.construct(load(), args),
    });`;
  return { contents, resolveDir: dirname(file), loader: "js" };
}
