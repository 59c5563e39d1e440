/** The running system that the demo talks to: this machine's, or a deployed stage. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { type Endpoints, endpointsFile } from "../../local/endpoints";
import { readOutputs } from "../../local/outputs";

export interface System {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** undefined: Amazon Cognito itself */
  readonly userPoolEndpoint: string | undefined;
  /** Base to which `/api/…` is appended. */
  readonly apiUrl: string;
  newEmailAddress(): Promise<string>;
  /** The code that the address has received, and where it was found. */
  receiveCode(email: string): Promise<{ readonly code: string; readonly where: string }>;
}

/** What `npm start` has started here. @throws Error when nothing runs */
export async function localSystem(): Promise<System> {
  const endpoints = readEndpoints();
  await requireAnswer(endpoints);
  return {
    ...endpoints,
    newEmailAddress: async () => `demo-${randomBytes(4).toString("hex")}@example.com`,
    receiveCode: async (email) => {
      const inbox = `${endpoints.inboxUrl}/${encodeURIComponent(email)}.json`;
      for (let attempt = 0; attempt < 50; attempt++) {
        const { messages } = (await (await fetch(inbox)).json()) as { messages: { code: string | null }[] };
        const code = messages[0]?.code;
        if (code != null) return { code, where: endpoints.inboxUrl };
        await sleep(100);
      }
      throw new Error(`No code has arrived at ${inbox} within 5 seconds.`);
    },
  };
}

/** A deployed stage. Asks at the terminal for what only a person can know. */
export async function deployedSystem(outputsFile: string): Promise<System> {
  const { userPoolId, userPoolClientId, apiUrl } = readOutputs(outputsFile);
  return {
    userPoolId,
    userPoolClientId,
    userPoolEndpoint: undefined,
    apiUrl,
    newEmailAddress: () => ask("An e-mail address of yours that has no account yet: "),
    receiveCode: async (email) => ({ code: await ask(`The code that ${email} has received: `), where: "your mailbox" }),
  };
}

function readEndpoints(): Endpoints {
  try {
    return JSON.parse(readFileSync(endpointsFile, "utf8"));
  } catch (cause) {
    throw new Error("Nothing runs here: start the system with `npm start` in another terminal, then try again.", {
      cause,
    });
  }
}

async function requireAnswer({ apiUrl, userPoolEndpoint }: Endpoints): Promise<void> {
  for (const url of [apiUrl, userPoolEndpoint]) {
    try {
      await (await fetch(url)).arrayBuffer();
    } catch (cause) {
      throw new Error(
        `Nothing answers at ${url}, which ${endpointsFile} names: start the system anew with \`npm start\`.`,
        {
          cause,
        },
      );
    }
  }
}

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(question)).trim();
  } finally {
    terminal.close();
  }
}
