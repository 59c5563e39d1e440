// Refuses everybody, as an app does that checks more than the gateway.
exports.handler = async () => ({ statusCode: 401, body: '{"message":"Unauthorized"}' });
