/** `requestContext` of the event, field by field as recorded. */
import { localAccountId } from "../../terraform/identifiers";
import type { Exchange } from "../exchange";
import type { Route } from "../match-route";
import { headerValue } from "../request";

export function requestContext({ api, request, stage, claims }: Exchange, { resource, method }: Route): object {
  const host = headerValue(request.headers, "host") ?? "";
  return {
    resourceId: resource.id,
    // Absent on methods without an authorizer. No principalId: a Cognito authorizer sets none.
    ...(claims === undefined ? {} : { authorizer: { claims } }),
    resourcePath: resource.path,
    ...(method.operationName === undefined ? {} : { operationName: method.operationName }),
    httpMethod: request.method,
    extendedRequestId: request.extendedRequestId,
    requestTime: commonLogTime(request.receivedAt),
    path: request.path.replace(/^\/+/, "/"),
    accountId: localAccountId,
    protocol: request.protocol,
    stage: stage?.name,
    domainPrefix: host.split(".")[0],
    requestTimeEpoch: request.receivedAt.getTime(),
    requestId: request.requestId,
    identity: {
      cognitoIdentityPoolId: null,
      accountId: null,
      cognitoIdentityId: null,
      caller: null,
      sourceIp: request.sourceIp,
      principalOrgId: null,
      accessKey: null,
      cognitoAuthenticationType: null,
      cognitoAuthenticationProvider: null,
      userArn: null,
      userAgent: headerValue(request.headers, "user-agent") ?? null,
      user: null,
    },
    domainName: host,
    deploymentId: stage?.deploymentId,
    apiId: api.id,
  };
}

/** `09/Apr/2025:12:34:56 +0000` */
export function commonLogTime(date: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(date.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
