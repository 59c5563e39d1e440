import awsLambdaFastify from "@fastify/aws-lambda";
import type { Context } from "aws-lambda";
import fastify from "fastify";
import { emailOf, publicGreeting, securedGreeting } from "./service";

const app = fastify();
app.addHook("onRequest", async (_request, reply) => {
  reply.header("Access-Control-Allow-Origin", "*");
});
// A string would be sent as it is, so the JSON text is made here.
app.get("/api/helloWorld", (_request, reply) => reply.type("application/json").send(JSON.stringify(publicGreeting)));
app.get("/api/helloWorldSecured", async (request, reply) => {
  const email = await emailOf(request.headers.authorization);
  if (!email) return reply.code(401).send({ message: "Unauthorized" });
  return reply.type("application/json").send(JSON.stringify(securedGreeting(email)));
});

const adapted = awsLambdaFastify(app, { decorateRequest: false });

export const handler = (event: unknown, context: Context) => adapted(event, context);
