import type { PublicHandler } from "./mount-routes";

/** Greets anybody. */
export const helloWorld: PublicHandler = () => "Hello from an unsecured endpoint";
