// Answers exactly what the request's body says, as JSON: for the table of accepted and refused shapes.
exports.handler = async (event) => JSON.parse(event.body);
