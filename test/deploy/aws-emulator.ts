/** moto_server on a free port of loopback: an AWS for Terraform and the SDK that lives as long as a test file. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startProgram } from "../support/program";

export interface AwsEmulator {
  readonly url: string;
  /** For Terraform and the scripts. */
  readonly environment: Readonly<Record<string, string>>;
  /** For SDK clients. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  stop(): Promise<void>;
}

export interface AwsEmulatorOptions {
  /** Whether AWS's own policies are there to be attached. They take a second to load. */
  readonly managedPolicies?: boolean;
}

export async function startAwsEmulator({ managedPolicies = false }: AwsEmulatorOptions = {}): Promise<AwsEmulator> {
  const port = await freePort();
  const program = startProgram("moto_server", ["-H", "127.0.0.1", "-p", String(port)], {
    env: { MOTO_IAM_LOAD_MANAGED_POLICIES: String(managedPolicies) },
  });
  await program.line(/Running on/);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    environment: {
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: "emulated",
      AWS_SECRET_ACCESS_KEY: "emulated",
      // Whatever else the machine says about AWS is not for the emulator.
      AWS_PROFILE: "",
      AWS_SESSION_TOKEN: "",
      AWS_CA_BUNDLE: "",
      AWS_REGION: "eu-west-1",
    },
    client: {
      endpoint: url,
      region: "eu-west-1",
      credentials: { accessKeyId: "emulated", secretAccessKey: "emulated" },
    },
    stop: async () => {
      program.signal("SIGTERM");
      await program.ended;
    },
  };
}

/** moto_server takes no port 0. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
