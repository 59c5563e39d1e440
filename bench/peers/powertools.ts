import { Router } from "@aws-lambda-powertools/event-handler/http";
import { cors } from "@aws-lambda-powertools/event-handler/http/middleware";
import type { APIGatewayProxyEvent, Context } from "aws-lambda";
import { emailOf, publicGreeting, securedGreeting } from "./service";

const app = new Router();
app.use(cors({ origin: "*" }));
app.get("/api/helloWorld", () => Response.json(publicGreeting));
app.get("/api/helloWorldSecured", async ({ req }) => {
  const email = await emailOf(req.headers.get("authorization") ?? undefined);
  return email ? Response.json(securedGreeting(email)) : Response.json({ message: "Unauthorized" }, { status: 401 });
});

export const handler = (event: APIGatewayProxyEvent, context: Context) => app.resolve(event, context);
