/** The built page as objects in its bucket, and the `/config.json` that ties it to this stage: nobody copies an id by hand. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { extname, join, resolve, sep } from "node:path";
import type { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import type { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { AssetType, TerraformAsset } from "cdktf";
import { Construct } from "constructs";
import { filesIn } from "./archive";
import { MissingBuildError } from "./missing-build-error";
import type { Settings } from "./settings";

export interface PageFilesProps {
  readonly settings: Settings;
  readonly bucket: S3Bucket;
  /** Of the built page. */
  readonly folder: string;
  readonly userPool: CognitoUserPool;
  readonly appClientId: string;
  /** Base to which the page appends `/api/…`. */
  readonly apiUrl: string;
}

export class PageFiles extends Construct {
  /** @throws MissingBuildError */
  constructor(scope: Construct, id: string, { bucket, folder, ...config }: PageFilesProps) {
    super(scope, id);
    const index = join(folder, "index.html");
    if (!existsSync(index)) throw new MissingBuildError(index);

    const upload = (name: string, dependsOn: readonly S3Object[]) => {
      const id = name.replace(/[^A-Za-z0-9-]/g, "-");
      const sha256 = createHash("sha256")
        .update(readFileSync(join(folder, name)))
        .digest("hex");
      // A copy for each file: the path of an unchanged one stays, and with it the object.
      const { path } = new TerraformAsset(this, `copy-${id}`, {
        path: resolve(folder, name),
        type: AssetType.FILE,
        assetHash: sha256.slice(0, 32),
      });
      return new S3Object(this, `file-${id}`, {
        bucket: bucket.id,
        key: name,
        source: path,
        sourceHash: sha256,
        contentType: contentTypeOf(name),
        cacheControl: name.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache",
        dependsOn: [...dependsOn],
      });
    };

    const names = filesIn(folder).map((name) => name.split(sep).join("/"));
    const others = names.filter((name) => name !== "index.html" && name !== "config.json");
    const configFile = new S3Object(this, "config", {
      bucket: bucket.id,
      key: "config.json",
      content: pageConfig(config),
      contentType: "application/json",
      cacheControl: "no-store",
    });
    // The new index.html comes last: it must not ask for what is not there yet.
    upload("index.html", [...others.map((name) => upload(name, [])), configFile]);
  }
}

/** `/config.json`, with what only AWS knows as Terraform references. */
function pageConfig({ settings, userPool, appClientId, apiUrl }: Omit<PageFilesProps, "bucket" | "folder">): string {
  return JSON.stringify({
    region: settings.awsRegion,
    userPoolId: userPool.id,
    userPoolClientId: appClientId,
    apiUrl,
    passwordPolicy: {
      minimumLength: settings.passwordMinimumLength,
      requireLowercase: true,
      requireUppercase: true,
      requireNumbers: true,
      requireSymbols: true,
    },
    totp: settings.totp,
    passkeys: settings.passkeys,
  });
}

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

function contentTypeOf(name: string): string {
  return contentTypes[extname(name)] ?? "application/octet-stream";
}
