/** A program to bundle: an app that uses of Express what the API does not (yet). */
import express from "express";
import { createProxyHandler } from "../../api/lambda-handler";
import { createLogger } from "../../api/logger";

const app = express();
app.set("trust proxy", ["10.0.0.0/8", "203.0.113.9"]).disable("x-powered-by");
app.post("/json", express.json(), (request, response) => void response.json(request.body));
app.post("/form", express.urlencoded({ extended: true }), (request, response) => void response.json(request.body));
app.post("/text", express.text(), (request, response) => void response.json(request.body));
app.get(
  "/cookie",
  (_request, response) => void response.cookie("a", "ü", { httpOnly: true, path: "/x" }).clearCookie("b").json(1),
);
app.get("/redirect", (_request, response) => response.redirect("/elsewhere?a=ü"));
app.get("/attachment", (_request, response) => void response.attachment("größe.pdf").send("x"));
app.get("/types", (_request, response) => {
  const names = [
    "json",
    "html",
    "png",
    "js",
    "mjs",
    "wasm",
    "svg",
    "txt",
    "webp",
    "docx",
    "unknown",
    "mp4",
    "xml",
    "ico",
  ];
  response.json(names.map((name) => response.type(name).get("Content-Type")));
});
app.get("/negotiate", (request, response) => {
  response.json([
    request.accepts(["json", "text"]),
    request.acceptsLanguages(["en", "de"]),
    request.acceptsEncodings(["gzip", "br"]),
  ]);
});
app.get("/address", (request, response) => void response.json([request.ips, request.protocol, request.hostname]));
app.get("/error", (_request, response) => response.format({}));
app.get("/file", (_request, response) => response.sendFile("/nowhere/at-all.txt"));
app.use(((error, _request, response, _next) => {
  response.status(error.status ?? 418).json({ name: error.name, status: error.status, expose: error.expose });
}) as express.ErrorRequestHandler);

const log = createLogger({ level: "silent", service: "test", write: () => {} });
const handle = createProxyHandler({ app, allowedOrigins: "*", log });
export const handler = (event: unknown, _context: unknown) => handle(event);
