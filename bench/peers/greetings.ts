/** The words of the two routes. */
export const publicGreeting = "Hello from an unsecured endpoint";
export const securedGreeting = (email: string) => `Hello from an secured endpoint -> ${email}`;
