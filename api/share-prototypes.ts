import { IncomingMessage, ServerResponse } from "node:http";
import type { Express } from "express";

/**
 * Makes an app's prototypes those of the classes that `request` and `response` are of, so that Express need not exchange
 * the prototypes of each single request: V8 gives up what it knows of an object whose prototype is exchanged, which
 * costs a warm request two thirds of its time. Classes that already have been given to an app are left alone.
 */
export function sharePrototypes(app: Express, request: IncomingMessage, response: ServerResponse): void {
  const requests = Object.getPrototypeOf(request);
  const responses = Object.getPrototypeOf(response);
  if (Object.getPrototypeOf(requests) !== IncomingMessage.prototype) return;
  if (Object.getPrototypeOf(responses) !== ServerResponse.prototype) return;

  // serverless-express sets the address while it makes a request; Express has nothing but a getter for it.
  Object.defineProperty(requests, "ip", { value: undefined, writable: true, configurable: true });
  Object.setPrototypeOf(requests, app.request);
  Object.setPrototypeOf(responses, app.response);
  app.request = requests;
  app.response = responses;
}
