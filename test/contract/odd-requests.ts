/** Requests that try to reach the secured handler around the authorizer, as data. None of them carries a good token where it counts. */
import type { Headers } from "./target";
import type { Json, TokenKit } from "./token-kit";

export interface OddRequest {
  readonly group: string;
  readonly name: string;
  readonly method: string;
  /** Below the stage, sent as it is written. */
  readonly path: (kit: TokenKit) => string;
  readonly headers: (kit: TokenKit) => Headers;
  /** What the event has besides, or instead: only where a test makes the event. */
  readonly event?: (kit: TokenKit) => Json;
  /** Status of the app by itself. 200 and 204 are the public route's and a preflight's. */
  readonly app: number;
  /** Status at a stage. 401 and 403 come from the gateway, before any code of ours. */
  readonly stage: number;
}

type Row = readonly [
  name: string,
  path: string | ((kit: TokenKit) => string),
  more?: Partial<Omit<OddRequest, "group" | "name" | "path" | "headers">> & {
    headers?: Headers | ((kit: TokenKit) => Headers);
  },
];

const secured = "/api/helloWorldSecured";
const open = "/api/helloWorld";
/** The app knows the path, so it asks for the token. */
const known = { app: 401 } as const;
/** The request is for the public route, and that is what it gets. */
const publicAnswer = { app: 200, stage: 200 } as const;

const spellings: readonly Row[] = [
  ["no token at all", secured, known],
  ["upper case", secured.toUpperCase()],
  ["lower case", secured.toLowerCase()],
  ["one letter in another case", "/api/helloWorldsecured"],
  ["the folder in another case", "/Api/helloWorldSecured"],
  ["a slash at the end", `${secured}/`],
  ["two slashes at the end", `${secured}//`],
  ["two slashes in the middle", "/api//helloWorldSecured"],
  ["three slashes in the middle", "/api///helloWorldSecured"],
  ["a backslash for a slash", "/api\\helloWorldSecured"],
  ["a backslash at the end", `${secured}\\`],
  ["a full stop at the end", `${secured}.`],
  ["an extension", `${secured}.json`],
  ["a star at the end", `${secured}*`],
  ["a comma at the end", `${secured},`],
  ["a path parameter", `${secured};jsessionid=1`],
  ["an empty path parameter", `${secured};`],
  ["a path parameter in the middle", "/api;x=1/helloWorldSecured"],
  ["below the secured path", `${secured}/x`],
  ["below the public path", `${open}${secured}`],
  ["the public path with more letters", `${open}secured`],
];

const dots: readonly Row[] = [
  ["a dot segment before", `/.${secured}`],
  ["a dot segment in the middle", "/api/./helloWorldSecured"],
  ["a dot segment after", `${secured}/.`],
  ["up and down again", `/x/..${secured}`],
  ["up and down inside the folder", "/api/x/../helloWorldSecured"],
  ["up from the public path", `${open}/../helloWorldSecured`],
  ["up from the secured path", `${secured}/../helloWorldSecured`],
  ["above the root", `/../..${secured}`],
  ["an encoded dot", `/%2e${secured}`],
  ["encoded dots", `${open}/%2e%2e/helloWorldSecured`],
  ["encoded dots in upper case", `${open}/%2E%2E/helloWorldSecured`],
  ["dots with an encoded slash", `${open}/..%2fhelloWorldSecured`],
  ["dots with an encoded backslash", `${open}/..%5chelloWorldSecured`],
  ["dots with a path parameter", `${open}/..;/helloWorldSecured`],
  ["twice encoded dots", `${open}/%252e%252e/helloWorldSecured`],
  ["four dots", `${open}/....//helloWorldSecured`],
];

const encodings: readonly Row[] = [
  ["an encoded slash", "/api%2FhelloWorldSecured"],
  ["an encoded letter", "/api/%68elloWorldSecured"],
  ["an encoded letter of the folder", "/%61pi/helloWorldSecured"],
  ["a twice encoded letter", "/api/%2568elloWorldSecured"],
  ["an encoded slash at the end", `${secured}%2F`],
  ["an encoded backslash at the end", `${secured}%5C`],
  ["an encoded zero byte at the end", `${secured}%00`],
  ["an encoded zero byte and an extension", `${secured}%00.json`],
  ["an encoded blank at the end", `${secured}%20`],
  ["an encoded tab at the end", `${secured}%09`],
  ["an encoded line end", `${secured}%0d%0a`],
  ["an encoded question mark", `${secured}%3F`],
  ["an encoded number sign", `${secured}%23`],
  ["an encoded semicolon", `${secured}%3Bx=1`],
  ["an overlong encoded slash", "/api%c0%afhelloWorldSecured"],
  ["an encoded wide slash", "/api%ef%bc%8fhelloWorldSecured"],
  ["an encoded letter that looks the same", "/api/helloWorld%d0%85ecured"],
  ["an encoding that is none", `${secured}%zz`],
  ["an encoding that is cut off", `${secured}%`],
];

const methods: readonly Row[] = [
  ["HEAD", secured, { ...known, method: "HEAD" }],
  ["OPTIONS", secured, { method: "OPTIONS", app: 204, stage: 204 }],
  ["POST", secured, { method: "POST" }],
  ["PUT", secured, { method: "PUT" }],
  ["PATCH", secured, { method: "PATCH" }],
  ["DELETE", secured, { method: "DELETE" }],
  ["TRACE", secured, { method: "TRACE", stage: 403 }],
  ["PROPFIND", secured, { method: "PROPFIND", stage: 403 }],
  ["POST that says it is GET", secured, { method: "POST", headers: [["X-HTTP-Method-Override", "GET"]] }],
  ["POST that says it is GET, in another header", secured, { method: "POST", headers: [["X-Method-Override", "GET"]] }],
  ["POST that says it is GET, in the query", `${secured}?_method=GET`, { method: "POST" }],
  [
    "OPTIONS that says it is GET",
    secured,
    { method: "OPTIONS", headers: [["X-HTTP-Method-Override", "GET"]], app: 204, stage: 204 },
  ],
  ["GET that says it is OPTIONS", secured, { ...known, headers: [["X-HTTP-Method-Override", "OPTIONS"]] }],
  [
    "a preflight for GET",
    secured,
    {
      method: "OPTIONS",
      headers: [
        ["Origin", "https://app.example.com"],
        ["Access-Control-Request-Method", "GET"],
      ],
      app: 204,
      stage: 204,
    },
  ],
];

const detours: readonly Row[] = [
  ["the public path, with X-Original-URL", open, { ...publicAnswer, headers: [["X-Original-URL", secured]] }],
  ["the public path, with X-Rewrite-URL", open, { ...publicAnswer, headers: [["X-Rewrite-URL", secured]] }],
  ["the public path, with X-Forwarded-Uri", open, { ...publicAnswer, headers: [["X-Forwarded-Uri", secured]] }],
  ["the public path, with X-Forwarded-Prefix", open, { ...publicAnswer, headers: [["X-Forwarded-Prefix", secured]] }],
  ["the public path, with the secured one in the query", `${open}?path=${secured}`, publicAnswer],
  ["the public path, with a second question mark", `${open}??/../helloWorldSecured`, publicAnswer],
  ["another host", secured, { ...known, headers: [["X-Forwarded-Host", "localhost"]] }],
  [
    "from loopback, it says",
    secured,
    {
      ...known,
      headers: [
        ["X-Forwarded-For", "127.0.0.1"],
        ["X-Real-IP", "127.0.0.1"],
      ],
    },
  ],
  [
    "from a proxy, it says",
    secured,
    { ...known, headers: [["Forwarded", "for=127.0.0.1;host=localhost;proto=https"]] },
  ],
];

const identities: readonly Row[] = [
  ["a good token in the query", (kit) => `${secured}?access_token=${kit.idToken()}`, known],
  ["a good token in the query, as Authorization", (kit) => `${secured}?Authorization=Bearer%20${kit.idToken()}`, known],
  [
    "a good token in a cookie",
    secured,
    { ...known, headers: (kit) => [["Cookie", `idToken=${kit.idToken()}; Authorization=${kit.idToken()}`]] },
  ],
  [
    "a good token in X-Authorization",
    secured,
    { ...known, headers: (kit) => [["X-Authorization", `Bearer ${kit.idToken()}`]] },
  ],
  [
    "a good token in Proxy-Authorization",
    secured,
    { ...known, headers: (kit) => [["Proxy-Authorization", `Bearer ${kit.idToken()}`]] },
  ],
  ["a good token in X-Amzn-Oidc-Data", secured, { ...known, headers: (kit) => [["X-Amzn-Oidc-Data", kit.idToken()]] }],
  [
    "a good token twice",
    secured,
    {
      ...known,
      headers: (kit) => [
        ["Authorization", `Bearer ${kit.idToken()}`],
        ["Authorization", `Bearer ${kit.idToken()}`],
      ],
    },
  ],
  [
    "a good token, then a bad one",
    secured,
    {
      ...known,
      headers: (kit) => [
        ["Authorization", `Bearer ${kit.idToken()}`],
        ["Authorization", "Bearer x"],
      ],
    },
  ],
  [
    "a bad token, then a good one",
    secured,
    {
      ...known,
      headers: (kit) => [
        ["Authorization", "Bearer x"],
        ["Authorization", `Bearer ${kit.idToken()}`],
      ],
    },
  ],
  [
    "a good token, then one under a name in lower case",
    secured,
    {
      ...known,
      headers: (kit) => [
        ["Authorization", `Bearer ${kit.idToken()}`],
        ["authorization", `Bearer ${kit.idToken()}`],
      ],
    },
  ],
  [
    "a good token, then an empty value",
    secured,
    {
      ...known,
      headers: (kit) => [
        ["Authorization", `Bearer ${kit.idToken()}`],
        ["Authorization", ""],
      ],
    },
  ],
  [
    "the user's name in a header",
    secured,
    {
      ...known,
      headers: [
        ["Remote-User", "ada@example.com"],
        ["X-Forwarded-User", "ada@example.com"],
        ["X-Forwarded-Email", "ada@example.com"],
      ],
    },
  ],
  [
    "an event in a header",
    secured,
    {
      ...known,
      headers: (kit) => [["X-Apigateway-Event", encodeURIComponent(JSON.stringify({ requestContext: claims(kit) }))]],
    },
  ],
];

/** Only whoever may invoke the function can send these. Still, the app believes the token alone. */
const events: readonly Row[] = [
  ["claims in the event", secured, { ...known, event: (kit) => ({ requestContext: claims(kit) }) }],
  [
    "a principal in the event",
    secured,
    { ...known, event: () => ({ requestContext: { authorizer: { principalId: "ada", email: "ada@example.com" } } }) },
  ],
  [
    "an IAM identity in the event",
    secured,
    {
      ...known,
      event: () => ({ requestContext: { identity: { user: "ada", caller: "ada", cognitoIdentityId: "eu-west-1:1" } } }),
    },
  ],
  [
    "claims and a bad token",
    secured,
    { ...known, headers: [["Authorization", "Bearer x"]], event: (kit) => ({ requestContext: claims(kit) }) },
  ],
  [
    "the public resource for the secured path",
    secured,
    { ...known, event: () => ({ resource: open, requestContext: { resourcePath: open } }) },
  ],
  [
    "a variable named proxy with the secured path",
    open,
    { ...publicAnswer, event: () => ({ resource: "/{proxy+}", pathParameters: { proxy: secured.slice(1) } }) },
  ],
  [
    "the form of HTTP APIs",
    open,
    { ...publicAnswer, event: () => ({ version: "2.0", rawPath: secured, routeKey: `GET ${secured}` }) },
  ],
  [
    "a good token in one letter case and a bad one in another",
    secured,
    {
      ...known,
      event: (kit) => ({
        multiValueHeaders: { Authorization: [`Bearer ${kit.idToken()}`], AUTHORIZATION: ["Bearer x"] },
      }),
    },
  ],
  [
    "a good token that only the single values have",
    secured,
    {
      ...known,
      event: (kit) => ({ headers: { Authorization: `Bearer ${kit.idToken()}` }, multiValueHeaders: { Host: ["x"] } }),
    },
  ],
  ["a method in lower case", secured, { app: 400, event: () => ({ httpMethod: "get" }) }],
];

const groups: Readonly<Record<string, readonly Row[]>> = {
  "Another spelling": spellings,
  "Dot segments": dots,
  Encodings: encodings,
  Methods: methods,
  Detours: detours,
  "Another identity": identities,
  "Forged events": events,
};

export const oddRequests: readonly OddRequest[] = Object.entries(groups).flatMap(([group, rows]) =>
  rows.map(([name, path, { headers = [], ...more } = {}]) => ({
    group,
    name,
    method: "GET",
    path: typeof path === "string" ? () => path : path,
    headers: typeof headers === "function" ? headers : () => headers,
    app: 404,
    stage: 401,
    ...more,
  })),
);

function claims({ idClaims }: TokenKit): Json {
  return { authorizer: { claims: { ...idClaims, email_verified: "true" } } };
}
