import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { typescript } from "../../local/typescript";
import { endPrograms, startProgram } from "../support/program";

jest.setTimeout(30_000);

/** In a folder of its own, which is the project's root for it. */
async function bootstrap(environment: NodeJS.ProcessEnv) {
  const cwd = mkdtempSync(join(tmpdir(), "bootstrap-"));
  writeFileSync(join(cwd, "package.json"), '{ "name": "sample" }');
  const program = startProgram(process.execPath, [...typescript, resolve("scripts/bootstrap.ts")], {
    cwd,
    env: {
      TF_STATE_BUCKET: "acme-state",
      TERRAFORM_BINARY_NAME: "true", // agrees to everything
      AWS_PROFILE: "",
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "x",
      AWS_SECRET_ACCESS_KEY: "x",
      AWS_SESSION_TOKEN: "",
      AWS_EC2_METADATA_DISABLED: "true",
      HTTPS_PROXY: "",
      https_proxy: "",
      DEBUG: "",
      ...environment,
    },
  });
  const status = await program.ended;
  rmSync(cwd, { recursive: true });
  return { status, output: program.output() };
}

test("npm run bootstrap leaves everything to Terraform where there is a proxy, which the AWS SDK passes by", async () => {
  const outcome = await bootstrap({
    HTTPS_PROXY: "http://proxy.example.com:8080",
    AWS_ENDPOINT_URL: "http://127.0.0.1:9",
  });

  expect(outcome).toEqual({ status: 0, output: expect.stringContaining("The bucket acme-state in eu-west-1 keeps") });
});

describe("npm run bootstrap, where AWS refuses,", () => {
  let refusal: { readonly status: number; readonly code: string };
  let aws: Server;
  let AWS_ENDPOINT_URL: string;
  beforeAll(async () => {
    aws = createServer((_request, response) => {
      response.writeHead(refusal.status, { "Content-Type": "application/xml" });
      response.end(`<Error><Code>${refusal.code}</Code><Message>No.</Message></Error>`);
    });
    await new Promise<void>((done) => aws.listen(0, "127.0.0.1", done));
    AWS_ENDPOINT_URL = `http://127.0.0.1:${(aws.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await endPrograms();
    aws.close();
  });

  test.each([
    [400, "ExpiredToken", "The AWS credentials have expired: sign in again"],
    [403, "InvalidAccessKeyId", "AWS does not know these credentials: check AWS_PROFILE"],
    [403, "AccessDenied", "The bucket acme-state belongs to another account, or you may not see it"],
    [301, "PermanentRedirect", "The bucket acme-state is in another region than eu-west-1: set TF_STATE_REGION."],
  ])("says in one sentence what to do about %i %s", async (status, code, sentence) => {
    refusal = { status, code };

    const outcome = await bootstrap({ AWS_ENDPOINT_URL });

    expect(outcome).toEqual({ status: 1, output: expect.stringMatching(/^.+\n$/) });
    expect(outcome.output).toContain(sentence);
  });

  test.each([
    ["there are no credentials", { AWS_ACCESS_KEY_ID: "", HOME: "/nowhere" }, "There are no AWS credentials: run"],
    ["it cannot be reached", { AWS_ENDPOINT_URL: "http://127.0.0.1:9" }, "AWS cannot be reached: check the network"],
  ])("says so where %s", async (_what, environment, sentence) => {
    const outcome = await bootstrap(environment);

    expect(outcome).toEqual({ status: 1, output: expect.stringMatching(/^.+\n$/) });
    expect(outcome.output).toContain(sentence);
  });
});
