/** The Express app of the two Express peers, with nothing but what the routes need. */
import express, { type Express } from "express";
import { emailOf, publicGreeting, securedGreeting } from "./service";

export function createExpressApp(): Express {
  const app = express();
  app.use((_request, response, next) => {
    response.set("Access-Control-Allow-Origin", "*");
    next();
  });
  app.get("/api/helloWorld", (_request, response) => {
    response.json(publicGreeting);
  });
  app.get("/api/helloWorldSecured", async (request, response) => {
    const email = await emailOf(request.headers.authorization);
    if (email) response.json(securedGreeting(email));
    else response.status(401).json({ message: "Unauthorized" });
  });
  app.use((_request, response) => {
    response.status(404).json({ message: "Not Found" });
  });
  return app;
}
