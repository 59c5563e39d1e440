/** How Lambda loads the bundle: by a file of its own, that the archive has beside it. */
import { zipFolder } from "./archive";

/**
 * Lambda's newest runtime client imports the file of the handler, and a CommonJS file that is imported is read from one
 * end to the other, for its kind and for the names of its exports, before it runs. Of this file that is nothing; of the
 * bundle it takes twice as long as running it. Source: Node.js documentation, "CommonJS namespaces".
 */
const source = `"use strict";
const { handler } = require("./index.js");
exports.handler = handler;
`;

export const functionEntry = { file: "lambda.js", handler: "lambda.handler", source } as const;

/** What is deployed: the build in `folder`, and the file that Lambda begins with. */
export function zipFunction(folder: string): Uint8Array {
  return zipFolder(folder, { [functionEntry.file]: functionEntry.source });
}
