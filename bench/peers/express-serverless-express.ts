/** The same stack as ours, bundled without any care. */
import serverlessExpress from "@vendia/serverless-express";
import type { Context } from "aws-lambda";
import { createExpressApp } from "./express-app";

const adapted = serverlessExpress({ app: createExpressApp() });

// Two parameters: the newest runtime clients refuse a handler with a callback.
export const handler = (event: unknown, context: Context) => adapted(event, context, () => {});
