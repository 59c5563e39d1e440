import serverlessHttp from "serverless-http";
import { createExpressApp } from "./express-app";

export const handler = serverlessHttp(createExpressApp());
