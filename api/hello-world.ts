import type { PublicHandler } from "./mount-routes";

/** Greets anybody. */
export const helloWorld: PublicHandler = (_request, response) => {
  response.json("Hello from an unsecured endpoint");
};
