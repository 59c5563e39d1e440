/** An esbuild plugin that changes the source of single files of dependencies. */
import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** Gets a file's source and returns the JavaScript that is bundled instead. */
export type Edit = (source: string) => string;

/**
 * @param edits by the end of the file's path, such as `mime-db/db.json`. The build fails where an edit's file is not
 * part of the bundle (any more), where two are, or where the edit changes nothing.
 */
export function editFiles(edits: Readonly<Record<string, Edit>>): Plugin {
  return {
    name: "edit-files",
    setup(build) {
      const edited = new Map<string, string>();
      for (const [ending, edit] of Object.entries(edits)) {
        build.onLoad({ filter: new RegExp(`[\\\\/]node_modules[\\\\/]${pattern(ending)}$`) }, async ({ path }) => {
          const other = edited.get(ending);
          if (other && other !== path)
            return { errors: [{ text: `edit-files: ${ending} is there twice: ${other}, ${path}` }] };
          edited.set(ending, path);
          const source = await readFile(path, "utf8");
          const contents = edit(source);
          if (contents === source) return { errors: [{ text: `edit-files: nothing in ${path} matches the edit` }] };
          return { contents, loader: "js" };
        });
      }
      build.onEnd(() => ({
        errors: Object.keys(edits)
          .filter((ending) => !edited.has(ending))
          .map((ending) => ({ text: `edit-files: ${ending} is no longer part of the bundle` })),
      }));
    },
  };
}

function pattern(path: string): string {
  return path
    .split("/")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("[\\\\/]");
}
