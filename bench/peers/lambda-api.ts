import type { APIGatewayProxyEvent, Context } from "aws-lambda";
import createApi, { type NextFunction, type Request, type Response } from "lambda-api";
import { emailOf, publicGreeting, securedGreeting } from "./service";

const api = createApi();
api.use((_request: Request, response: Response, next: NextFunction) => {
  response.cors({});
  next();
});
api.get("/api/helloWorld", (_request: Request, response: Response) => response.json(publicGreeting));
api.get("/api/helloWorldSecured", async (request: Request, response: Response) => {
  const email = await emailOf(request.headers.authorization);
  if (email) response.json(securedGreeting(email));
  else response.status(401).json({ message: "Unauthorized" });
});

export const handler = (event: APIGatewayProxyEvent, context: Context) => api.run(event, context);
