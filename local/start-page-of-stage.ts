/** Only the page, for a stage that is deployed. */
import { writeJsonFile } from "./json-file";
import type { PortChoice } from "./listen";
import type { OpenParts } from "./open-parts";
import { startPage } from "./page";
import { deployedPageConfig } from "./page-config";
import { choosePagePort } from "./page-port";
import { synthesize } from "./synthesize";

/** Another file than that of the whole system, which may run beside it. */
const configFile = ".local/deployed-config.json";

export async function startPageOfStage(outputsFile: string, port: PortChoice, parts: OpenParts): Promise<void> {
  const pagePort = await choosePagePort(port);
  const { stage, apiUrl, config } = await deployedPageConfig(outputsFile, `http://localhost:${pagePort}`, synthesize);
  writeJsonFile(configFile, config);
  const page = parts.add(await startPage({ port: pagePort, apiUrl, configFile }));
  console.log(`The page for the deployed stage ${stage}; the API answers at ${apiUrl}`);
  console.log(`listening on ${page.url}`);
}
