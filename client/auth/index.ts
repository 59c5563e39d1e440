/** The one module that knows Amplify. Everything else on the page sees typed results. */
export * from "./account";
export * from "./call-api";
export * from "./connect";
export * from "./sign-in";
