import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { typescript } from "../../local/typescript";
import { clientId, poolId, TokenIssuer } from "../local/gateway/support/token-issuer";

jest.setTimeout(30_000);

let issuer: TokenIssuer;
let checkout: string;
beforeAll(async () => {
  issuer = await TokenIssuer.start();
  checkout = await mkdtemp(path.join(tmpdir(), "why-401-"));
  await mkdir(path.join(checkout, ".local"));
  const endpoints = {
    region: "eu-west-1",
    stage: "dev",
    userPoolId: poolId,
    userPoolClientId: clientId,
    userPoolEndpoint: issuer.url,
  };
  await writeFile(path.join(checkout, ".local/endpoints.json"), JSON.stringify(endpoints));
});
afterAll(async () => {
  await issuer.close();
  await rm(checkout, { recursive: true });
});

interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

/** Runs the program in the folder of `checkout`, with `token` on its standard input. */
function why401(token: string, args: readonly string[] = [], cwd = checkout): Promise<Outcome> {
  const program = path.resolve("scripts/why-401.ts");
  const child = spawn(process.execPath, [...typescript, program, ...args], {
    cwd,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  child.stdin.end(token);
  return new Promise((resolve) => child.once("close", (status) => resolve({ status, output })));
}

function rowsOf({ output }: Outcome): string[] {
  return output
    .split("\n")
    .flatMap((line) => /^ {2}(passed|FAILED|-) +(kid|e-mail|token use|\w+)/.exec(line)?.slice(1, 3).join(" ") ?? []);
}

describe("npm run why-401", () => {
  test("a good token: every check in order, and both layers let it in", async () => {
    const outcome = await why401(issuer.idToken());

    expect(rowsOf(outcome)).toEqual([
      "passed format",
      "passed kid",
      "passed signature",
      "passed issuer",
      "passed expiry",
      "passed audience",
      "passed token use",
      "passed e-mail",
    ]);
    expect(outcome.output).toMatch(/gateway +lets it through\n +app +lets it in/);
    expect(outcome.status).toBe(0);
  });

  test("takes a whole header as well", async () => {
    expect(await why401(`Authorization: Bearer ${issuer.idToken()}\n`)).toMatchObject({ status: 0 });
  });

  test("a bad token: what fails, and what each layer answers, without the token", async () => {
    const token = issuer.idToken({ claims: { exp: 1680629979 } });

    const outcome = await why401(token);

    expect(rowsOf(outcome).filter((row) => row.startsWith("FAILED"))).toEqual(["FAILED expiry"]);
    expect(outcome.output).toContain('gateway  401 {"message":"The incoming token has expired"}');
    expect(outcome.output).toContain('app      401 {"message":"Unauthorized"} (if it were asked');
    expect(outcome.status).toBe(1);
    for (const part of token.split(".")) expect(outcome.output).not.toContain(part);
  });

  test("a token on the command line is refused, and not shown once more", async () => {
    const token = issuer.idToken();

    const outcome = await why401("", [token]);

    expect(outcome).toEqual({
      status: 1,
      output: expect.stringMatching(/^A token does not belong on the command line/),
    });
    for (const part of token.split(".")) expect(outcome.output).not.toContain(part);
  });

  test("without a token, a running system, readable outputs, or keys: one clear message", async () => {
    const none = await why401("Bearer ");
    const nothingRuns = await why401(issuer.idToken(), [], tmpdir());
    const noOutputs = await why401(issuer.idToken(), ["--outputs", "nowhere.json"]);
    issuer.isDown = true;
    const noKeys = await why401(issuer.idToken());

    for (const { status, output } of [none, nothingRuns, noOutputs, noKeys]) {
      expect(status).toBe(1);
      expect(output).not.toMatch(/^ +at /m);
    }
    expect(none.output).toContain("No token was given");
    expect(nothingRuns.output).toContain("npm start");
    expect(noOutputs.output).toContain("Cannot read the outputs file nowhere.json");
    expect(noKeys.output).toMatch(/^Whether the token is good is unknown: .*; see whether `npm start` still runs\.$/m);
  });
});
