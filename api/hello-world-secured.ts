import type { UserHandler } from "./mount-routes";

/** Greets the signed-in user by e-mail address. */
export const helloWorldSecured: UserHandler = (_request, response, { email }) => {
  response.json(`Hello from an secured endpoint -> ${email}`);
};
