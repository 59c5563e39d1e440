/**
 * What stands around the handler in a Lambda execution environment, reduced to its contract: load the handler once it
 * is told to, then one invocation at a time. Runs in a process of its own, started by `function-process.ts`; plain JavaScript, so that the
 * process has no TypeScript loader in it and starts fast.
 *
 * Arguments: handler file, name of the export. Messages in: `{ type: "load" }`, `{ id, event, context, timeoutMs }`. Out:
 * `{ type: "ready" }`, `{ type: "initFailed" | "failed", id?, errorType }`, `{ type: "answered", id, payload }`.
 * Source: AWS Lambda Developer Guide, "Define Lambda function handler in Node.js", "Using the Lambda context object".
 */
"use strict";

const { pathToFileURL } = require("node:url");

/** Of a synchronous invocation. */
const maxPayloadBytes = 6 * 1024 * 1024;

const [handlerFile = "", exportName = ""] = process.argv.slice(2);
const send = /** @type {(message: object, done?: () => void) => void} */ (process.send?.bind(process));

// The gateway has gone, however it ended.
process.on("disconnect", () => process.exit());

process.once("message", start);

async function start() {
  try {
    const handler = await loadHandler();
    process.on("message", (invocation) => invoke(handler, invocation));
    send({ type: "ready" });
  } catch (error) {
    console.error(error);
    send({ type: "initFailed", errorType: typeOf(error) }, () => process.exit(1));
  }
}

async function loadHandler() {
  const loaded = await loadModule(handlerFile);
  const handler = loaded[exportName] ?? loaded.default?.[exportName];
  if (typeof handler !== "function") throw new TypeError(`${handlerFile} exports no function named ${exportName}`);
  return handler;
}

/** Node reads a CommonJS file that is imported from one end to the other before it runs it, which takes longer than to run it. */
async function loadModule(file) {
  try {
    if (!file.endsWith(".mjs")) return require(file);
  } catch (error) {
    if (error?.code !== "ERR_REQUIRE_ESM" && error?.code !== "ERR_REQUIRE_ASYNC_MODULE") throw error;
  }
  return import(pathToFileURL(file).href);
}

function invoke(handler, { id, event, context, timeoutMs }) {
  const deadline = Date.now() + timeoutMs;
  const settle = once((message) => {
    process.off("beforeExit", onNothingLeft);
    process.channel?.ref();
    send({ id, ...message });
  });
  const succeed = (result) => settle(answerMessage(result));
  const fail = (error) => {
    console.error(error);
    settle({ type: "failed", errorType: typeOf(error) });
  };
  // A handler that neither answers nor waits for anything: Lambda answers null then.
  const onNothingLeft = () => succeed(null);
  const callback = (error, result) => (error == null ? succeed(result) : fail(error));

  process.env._X_AMZN_TRACE_ID = context.traceHeader;
  process.channel?.unref();
  process.on("beforeExit", onNothingLeft);
  try {
    const returned = handler(JSON.parse(event), contextObject(context, deadline, callback), callback);
    if (typeof returned?.then === "function") returned.then(succeed, fail);
  } catch (error) {
    fail(error);
  }
}

function contextObject({ traceHeader: _trace, ...facts }, deadline, callback) {
  return {
    callbackWaitsForEmptyEventLoop: true,
    ...facts,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: callback,
    succeed: (result) => callback(null, result),
    fail: (error) => callback(error ?? new Error("handled")),
  };
}

function answerMessage(result) {
  try {
    const payload = JSON.stringify(result) ?? "null";
    const bytes = Buffer.byteLength(payload);
    if (bytes <= maxPayloadBytes) return { type: "answered", payload };
    console.error(`The response has ${bytes} bytes, more than the ${maxPayloadBytes} that Lambda returns.`);
    return { type: "failed", errorType: "Function.ResponseSizeTooLarge" };
  } catch (error) {
    console.error(error);
    return { type: "failed", errorType: "Runtime.MarshalError" };
  }
}

/** The name of an error; its text stays here, on the console. */
function typeOf(error) {
  return error instanceof Error ? error.name : typeof error;
}

function once(act) {
  let isDone = false;
  return (value) => {
    if (isDone) return;
    isDone = true;
    act(value);
  };
}
