/** The page on the web: files in a private bucket, and a distribution that serves them and the API on one domain. */
import type { ApiGatewayRestApi } from "@cdktf/provider-aws/lib/api-gateway-rest-api";
import type { CognitoUserPool } from "@cdktf/provider-aws/lib/cognito-user-pool";
import { Construct } from "constructs";
import { PageBucket } from "./page-bucket";
import { PageDistribution } from "./page-distribution";
import { PageDomain } from "./page-domain";
import { PageFiles } from "./page-files";
import type { Settings } from "./settings";

export interface HostedPageProps {
  readonly settings: Settings;
  /** Just the API's id is used: users, function and methods may depend on the page's domain. */
  readonly api: ApiGatewayRestApi;
}

export interface UploadProps {
  /** Of the built page. */
  readonly folder: string;
  readonly userPool: CognitoUserPool;
  readonly appClientId: string;
}

export class HostedPage extends Construct {
  /** Host name: the stage's own, or the distribution's. */
  readonly domain: string;
  readonly #settings: Settings;
  readonly #bucket: PageBucket;

  constructor(scope: Construct, id: string, { settings, api }: HostedPageProps) {
    super(scope, id);
    this.#settings = settings;
    this.#bucket = new PageBucket(this, "bucket", { settings });

    const { pageDomain, pageZoneId } = settings;
    const ownDomain =
      pageDomain === undefined || pageZoneId === undefined
        ? undefined
        : new PageDomain(this, "domain", { name: pageDomain, zoneId: pageZoneId, tags: settings.tags });
    const { distribution } = new PageDistribution(this, "distribution", {
      settings,
      bucket: this.#bucket.bucket,
      api,
      ...(ownDomain === undefined ? {} : { ownDomain }),
    });
    this.#bucket.letRead(distribution);
    ownDomain?.pointTo(distribution);
    this.domain = pageDomain ?? distribution.domainName;
  }

  /** Puts the built page and its `/config.json` in place. @throws MissingBuildError */
  upload({ folder, userPool, appClientId }: UploadProps): void {
    new PageFiles(this, "files", {
      settings: this.#settings,
      bucket: this.#bucket.bucket,
      folder,
      userPool,
      appClientId,
      apiUrl: `https://${this.domain}`,
    });
  }
}
