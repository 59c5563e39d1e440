export interface ProxyEventOptions {
  readonly path: string;
  /** ID token. Without one the event is that of the public route, which has no authorizer. */
  readonly idToken?: string;
  readonly claims?: Readonly<Record<string, string>>;
}

/**
 * One request as API Gateway's REST API hands it to a Lambda function, with the headers that a browser sends.
 * Source: API Gateway Developer Guide, "Set up Lambda proxy integrations in API Gateway".
 */
export function proxyEvent({ path, idToken, claims }: ProxyEventOptions) {
  const headers: Record<string, string> = {
    Accept: "application/json, text/plain, */*",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Accept-Language": "en-GB,en;q=0.9",
    "Cache-Control": "no-cache",
    Host: "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com",
    Origin: "https://app.example.com",
    Referer: "https://app.example.com/",
    "Sec-Fetch-Dest": "empty",
    "Sec-Fetch-Mode": "cors",
    "Sec-Fetch-Site": "cross-site",
    "User-Agent":
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "X-Amzn-Trace-Id": "Root=1-67f6a2b0-3c5d7e9f1a2b4c6d8e0f1a2b",
    "X-Forwarded-For": "203.0.113.7",
    "X-Forwarded-Port": "443",
    "X-Forwarded-Proto": "https",
    ...(idToken && { Authorization: `Bearer ${idToken}` }),
  };
  const resource = idToken ? "/{path+}" : path;
  return {
    resource,
    path,
    httpMethod: "GET",
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: idToken ? { path: path.slice(1) } : null,
    stageVariables: null,
    requestContext: {
      resourceId: "abc123",
      resourcePath: resource,
      httpMethod: "GET",
      extendedRequestId: "JCJpsEPhPHcEYng=",
      requestTime: "09/Apr/2025:12:34:56 +0000",
      requestTimeEpoch: 1744202096000,
      path: `/dev${path}`,
      accountId: "123456789012",
      protocol: "HTTP/1.1",
      stage: "dev",
      domainPrefix: "a1b2c3d4e5",
      domainName: "a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com",
      requestId: "0d5f3a52-8a0e-4a6c-9f0b-3f1f8f2d7c11",
      apiId: "a1b2c3d4e5",
      deploymentId: "d3p10y",
      identity: { ...anonymous, sourceIp: "203.0.113.7", userAgent: headers["User-Agent"] ?? null },
      ...(claims && { authorizer: { claims } }),
    },
    body: null,
    isBase64Encoded: false,
  };
}

const anonymous = {
  accessKey: null,
  accountId: null,
  caller: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
};
