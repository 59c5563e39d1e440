import type { UserHandler } from "./mount-routes";

/** Greets the signed-in user by e-mail address. */
export const helloWorldSecured: UserHandler = ({ user }) => `Hello from an secured endpoint -> ${user.email}`;
