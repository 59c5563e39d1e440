/**
 * Builds the page, and serves it while it is worked on. Always run in a child process: Vite is an ES module.
 *
 * Build: `vite build client [--outDir DIR]` → `dist/client/`.
 *
 * Development server: `vite client [--port N --strictPort]`, default port 5173, a taken default moves on to the next free
 * one. Open it as `http://localhost:N`: passkeys refuse IP addresses.
 *
 * | variable            | meaning                                                                                     |
 * | ------------------- | ------------------------------------------------------------------------------------------- |
 * | `LOCAL_GATEWAY_URL` | where `/api/…` goes, with the stage (`http://127.0.0.1:3000/dev`). Unset: 502 with a reason  |
 * | `LOCAL_PAGE_CONFIG` | the JSON file that is served as `/config.json`, read at each request. Unset: 404 with a reason |
 */
import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import prefresh from "@prefresh/vite";
import { type Connect, defineConfig, type Plugin, type ProxyOptions } from "vite";
import { lightAmplify } from "./light-amplify.mts";

const { LOCAL_GATEWAY_URL: gatewayUrl, LOCAL_PAGE_CONFIG: pageConfigFile } = process.env;

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  cacheDir: "../.local/vite", // of this checkout alone, also where node_modules is shared
  plugins: [wholeEdits(), prefresh(), lightAmplify(dirname(import.meta.dirname)), localAnswers(), endWithParent()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../dist/client",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // data: addresses would need a wider Content-Security-Policy
  },
  server: { host: "localhost", port: 5173, proxy: gatewayUrl === undefined ? {} : { "/api": proxyTo(gatewayUrl) } },
  // Prepared before the first request, so that the first visit does not reload
  optimizeDeps: {
    include: ["aws-amplify", "aws-amplify/api", "aws-amplify/auth", "aws-amplify/utils", "lean-qr/nano"],
  },
});

/** How long a file may be empty before it is taken for one that stays so; Vite's own `read` waits as long. */
const emptyMs = 100;

/** How long Vite does not hear of a file after an edit of it: 50 ms in its watcher, and a few below that (chokidar #1455). */
const deafMs = 60;

/**
 * An edit may have more than one step: most programs empty a file before they write it, and a formatter writes it again.
 * Vite would take the first step for all of it. Its `read` waits until a file holds something again; what comes while it
 * is deaf we tell it afterwards. A browser that asks in between gets the whole file as well.
 */
function wholeEdits(): Plugin {
  const gone = () => undefined; // which is an event of its own
  return {
    name: "whole-edits",
    apply: "serve",
    load: {
      filter: { id: { include: /\.(tsx?|css)$/, exclude: /[?\0]|node_modules/ } },
      async handler(file) {
        const read = () => readFile(file, "utf8").catch(gone);
        let text = await read();
        for (const end = Date.now() + emptyMs; text === "" && Date.now() < end; text = await read()) await sleep(10);
        return text;
      },
    },
    async hotUpdate({ type, file, read, server }) {
      if (type !== "update" || this.environment.name !== "client") return;
      const seen = await Promise.resolve(read()).catch(gone);
      setTimeout(async () => {
        const text = await readFile(file, "utf8").catch(gone);
        if (text !== undefined && text !== seen) server.watcher.emit("change", file);
      }, deafMs);
    },
  };
}

function proxyTo(gateway: string): ProxyOptions {
  return {
    target: gateway.replace(/\/$/, ""),
    changeOrigin: true,
    configure: (proxy) =>
      proxy.on("error", (error, _request, response) => {
        if ("writeHead" in response)
          answer(response, 502, { message: `The gateway does not answer: ${error.message}` });
      }),
  };
}

/** What the gateway and the hosting answer elsewhere. */
function localAnswers(): Plugin {
  const serveConfig: Connect.NextHandleFunction = async (_request, response) => {
    if (pageConfigFile === undefined) return answer(response, 404, { message: "LOCAL_PAGE_CONFIG is not set." });
    try {
      answer(response, 200, JSON.parse(await readFile(pageConfigFile, "utf8")));
    } catch (error) {
      answer(response, 404, { message: `${pageConfigFile} cannot be read: ${(error as Error).message}` });
    }
  };
  return {
    name: "local-answers",
    configureServer({ middlewares }) {
      middlewares.use("/config.json", serveConfig);
      if (gatewayUrl !== undefined) return;
      middlewares.use("/api", (_request, response) =>
        answer(response, 502, { message: "LOCAL_GATEWAY_URL is not set." }),
      );
    },
  };
}

/** Where a program has started this with an IPC channel: also when that program is killed. */
function endWithParent(): Plugin {
  return {
    name: "end-with-parent",
    configureServer() {
      if (process.connected === false) process.exit();
      process.once("disconnect", () => process.exit());
    },
  };
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
