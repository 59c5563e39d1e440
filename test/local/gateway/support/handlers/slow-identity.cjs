// Keeps the identity of the request in a module variable, as careless code does, and answers it later.
let current;
exports.handler = async (event) => {
  current = event.requestContext.authorizer.claims.email;
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
  return { statusCode: 200, body: JSON.stringify({ kept: current, sent: event.headers["x-sent-as"] }) };
};
