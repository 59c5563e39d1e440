import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { cors } from "hono/cors";
import { emailOf, publicGreeting, securedGreeting } from "./service";

const app = new Hono();
app.use(cors());
app.get("/api/helloWorld", (context) => context.json(publicGreeting));
app.get("/api/helloWorldSecured", async (context) => {
  const email = await emailOf(context.req.header("authorization"));
  return email ? context.json(securedGreeting(email)) : context.json({ message: "Unauthorized" }, 401);
});

export const handler = handle(app);
