// Answers with what it was given: event, context, environment, and the process that ran it.
exports.handler = async (event, context) => ({
  statusCode: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({
    event,
    context: { ...context, remainingMs: context.getRemainingTimeInMillis() },
    environment: process.env,
    pid: process.pid,
  }),
});
