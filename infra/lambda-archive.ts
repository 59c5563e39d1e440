/** The built handler as a zip beside the synthesized stack. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import { zipFunction } from "./function-entry";
import { MissingBuildError } from "./missing-build-error";

export interface LambdaArchiveProps {
  /** Where the build put `index.js`. */
  readonly folder: string;
}

export class LambdaArchive extends Construct {
  /** Path of the zip, relative to the stack's folder. */
  readonly path: string;
  /** As AWS Lambda reports `CodeSha256`. */
  readonly base64Sha256: string;

  /** @throws MissingBuildError */
  constructor(scope: Construct, id: string, { folder }: LambdaArchiveProps) {
    super(scope, id);
    const handler = join(folder, "index.js");
    if (!existsSync(handler)) throw new MissingBuildError(handler);

    const zip = zipFunction(folder);
    const digest = createHash("sha256").update(zip).digest();
    const asset = new TerraformAsset(this, "zip", {
      path: writeIfChanged(resolve(`${folder}.zip`), zip),
      type: AssetType.FILE,
      assetHash: digest.toString("hex").slice(0, 32),
    });
    this.path = asset.path;
    this.base64Sha256 = digest.toString("base64");
  }
}

/** Replaces `file` in one step, so that a synthesis running beside this one never copies half an archive. */
function writeIfChanged(file: string, content: Uint8Array): string {
  if (existsSync(file) && readFileSync(file).equals(content)) return file;
  const next = `${file}.${process.pid}`;
  writeFileSync(next, content);
  renameSync(next, file);
  return file;
}
