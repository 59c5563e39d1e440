// The old styles: answering through the callback, or through the context.
const styles = {
  callback: (_event, _context, callback) =>
    setTimeout(() => callback(null, { statusCode: 200, body: "called back" }), 5),
  error: (_event, _context, callback) => callback(new Error("called back with an error")),
  succeed: (_event, context) => context.succeed({ statusCode: 200, body: "succeeded" }),
  nothing: () => undefined,
};
exports.handler = (event, context, callback) => styles[event.path.slice(1)](event, context, callback);
