// As answer-body.cjs, for an API whose requests are all binary.
exports.handler = async (event) => JSON.parse(Buffer.from(event.body, "base64").toString());
