/** What the Lambda function ships. */
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { typescript } from "../../local/typescript";
import { type ApiBundle, buildApi } from "../../scripts/build-api";
import { badTokens } from "../contract/bad-tokens";
import { type Bundle, loadBundle } from "../contract/load-bundle";
import { oddRequests } from "../contract/odd-requests";
import type { Call } from "../contract/target";
import { toEvent } from "../contract/targets/handler";
import { createTokenKit, type JwksServer, startJwksServer } from "../contract/token-kit";

const kit = createTokenKit();
const run = promisify(execFile);
const root = resolve(__dirname, "../..");

describe("the Lambda bundle", () => {
  let folder: string;
  let jwks: JwksServer;
  let env: Readonly<Record<string, string>>;
  let bundle: ApiBundle;
  /** The sources by themselves. */
  let naive: ApiBundle;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "bundle-"));
    [bundle, naive] = await Promise.all([
      buildApi({ outDir: join(folder, "bundle") }),
      buildApi({ outDir: join(folder, "naive"), plugins: [] }),
    ]);
    jwks = await startJwksServer(kit.userPoolId, () => kit.keys.jwks);
    env = {
      USER_POOL_ID: kit.userPoolId,
      USER_POOL_CLIENT_ID: kit.userPoolClientId,
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: jwks.url,
    };
  });
  afterAll(async () => {
    await jwks.close();
    await rm(folder, { recursive: true });
  });

  test("has at most 300 kB, a third of what the sources come to by themselves", () => {
    expect(bundle.bytes).toBeLessThanOrEqual(300_000);
    expect(bundle.bytes).toBeLessThan(naive.bytes / 3);
  });

  test("is the same, byte for byte, wherever and however often it is built", async () => {
    const copy = join(folder, "a project elsewhere");
    await mkdir(copy);
    for (const part of ["api", "scripts", "package.json", "tsconfig.json"])
      await cp(join(root, part), join(copy, part), { recursive: true });
    await symlink(join(root, "node_modules"), join(copy, "node_modules"));

    const build = `require("./scripts/build-api").buildApi({ outDir: "out" })`;
    await run(process.execPath, [...typescript, "--eval", build], { cwd: copy });

    expect(await readFile(join(copy, "out/index.js"), "utf8")).toBe(await readFile(bundle.file, "utf8"));
  });

  test("exports a handler with two parameters", () => {
    expect(loadBundle(bundle.file, env).handler).toHaveLength(2);
  });

  test("does not start without its environment, and says all that is missing", () => {
    expect(() => loadBundle(bundle.file, {})).toThrow(/USER_POOL_ID is missing.*\n.*USER_POOL_CLIENT_ID is missing/);
  });

  test("asks for the keys as soon as it is loaded, once", async () => {
    const { requests, url, close } = await startJwksServer(kit.userPoolId, () => kit.keys.jwks);

    const { handler } = loadBundle(bundle.file, { ...env, AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: url });
    const good = toEvent({ path: "/api/helloWorldSecured", headers: [["Authorization", kit.idToken()]] });
    const answers = await Promise.all([handler(good, {}), handler(good, {}), handler(good, {})]);
    await close();

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    expect(requests).toHaveLength(1);
  });

  test("loads no more modules of Node than it needs, in a start and a first request", async () => {
    const loaded = await builtinsLoadedBy(
      bundle.file,
      { ...env, LOG_LEVEL: "silent" },
      toEvent({ path: "/api/helloWorldSecured", headers: [["Authorization", kit.idToken()]] }),
    );

    expect(loaded).toContain("http");
    for (const dear of ["https", "tls", "zlib", "child_process", "worker_threads", "dns/promises", "readline"]) {
      expect(loaded).not.toContain(dear);
    }
  });

  test("writes one line of JSON for a request to standard output", async () => {
    const event = toEvent({ path: "/api/helloWorld", event: { requestContext: { requestId: "the-gateways-id" } } });
    const program = `require(${JSON.stringify(bundle.file)}).handler(${JSON.stringify(event)}, {}).then(() => process.exit())`;

    const { stdout } = await run(process.execPath, ["--eval", program], { env: { ...process.env, ...env } });

    expect(stdout).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(stdout)).toMatchObject({
      level: "INFO",
      request_id: "the-gateways-id",
      route: "GET /api/helloWorld",
      status: 200,
    });
  });

  test("puts off loading what a start and a first request do not use", async () => {
    const { file } = await buildApi({ outDir: join(folder, "files"), minify: false });
    const source = await readFile(file, "utf8");
    const loading = "(mod = { exports: {} })";
    expect(source.split(loading)).toHaveLength(2);
    await writeFile(
      file,
      source.replace(loading, `(process.env.LOADED.push(__getOwnPropNames(cb)[0]), mod = { exports: {} })`),
    );
    const loaded: string[] = [];

    const { handler } = loadBundle(file, { ...env, LOADED: loaded as unknown as string });
    const { statusCode } = await handler(
      toEvent({ path: "/api/helloWorldSecured", headers: [["Authorization", kit.idToken()]] }),
      {},
    );

    expect(statusCode).toBe(200);
    expect(loaded.some((name) => name.includes("express/lib/application"))).toBe(true);
    expect(loaded.length).toBeLessThanOrEqual(75);
    for (const name of [
      "mime-db",
      "mime-types",
      "body-parser",
      "iconv-lite",
      "http-errors",
      "send",
      "serve-static",
      "qs",
      "ipaddr.js",
    ]) {
      expect(loaded.filter((file) => file.startsWith(`node_modules/${name}/`))).toEqual([]);
    }
  });

  describe("answers as the sources would by themselves", () => {
    let ours: Bundle;
    let theirs: Bundle;
    beforeAll(() => {
      ours = loadBundle(bundle.file, env);
      theirs = loadBundle(naive.file, env);
    });
    const compare = async (call: Call) => {
      const event = toEvent(call);
      expect(await ours.handler(event, {})).toEqual(await theirs.handler(event, {}));
    };

    test("to good requests", async () => {
      const authorization = ["Authorization", kit.idToken()] as const;
      await compare({ path: "/api/helloWorld" });
      await compare({ path: "/api/helloWorldSecured", headers: [authorization] });
      await compare({ path: "/api/helloWorldSecured", headers: [authorization], method: "HEAD" });
      await compare({
        path: "/api/helloWorld",
        headers: [
          ["Accept", "text/html"],
          ["If-None-Match", "*"],
          ["Range", "bytes=0-1"],
        ],
      });
    });

    test("to bad tokens", async () => {
      for (const { value, bare } of badTokens) {
        const header = bare ? value(kit) : `Bearer ${value(kit)}`;
        await compare({ path: "/api/helloWorldSecured", headers: [["Authorization", header]] });
      }
    });

    test("to odd requests", async () => {
      for (const { method, path, headers, event } of oddRequests) {
        await compare({ method, path: path(kit), headers: headers(kit), event: event?.(kit) });
      }
    });
  });

  /** Modules of Node that a fresh process has, after a start and a request, and had not before. */
  async function builtinsLoadedBy(
    file: string,
    env: Readonly<Record<string, string>>,
    event: unknown,
  ): Promise<readonly string[]> {
    const program = `
      const before = new Set(process.moduleLoadList);
      const { handler } = require(${JSON.stringify(file)});
      handler(${JSON.stringify(event)}, {}).then(({ statusCode }) => {
        if (statusCode !== 200) throw new Error(statusCode);
        console.log(JSON.stringify(process.moduleLoadList.filter((name) => !before.has(name))));
        process.exit();
      });`;
    const { stdout } = await run(process.execPath, ["--eval", program], { env: { ...process.env, ...env } });
    return (JSON.parse(stdout) as string[])
      .filter((name) => name.startsWith("NativeModule "))
      .map((name) => name.slice("NativeModule ".length));
  }
});
