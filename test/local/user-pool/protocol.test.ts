import { request } from "node:http";
import { operations } from "../../../local/user-pool/operations";
import { startTestPool, type TestPool } from "./support/running-pool";
import { anEmail, password } from "./support/users";

let pool: TestPool;
beforeAll(async () => {
  pool = await startTestPool();
});

const exposed = "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date";
const signature = "AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/cognito-idp/aws4_request, Signature=00";

describe("an answer", () => {
  test("of success has the protocol's type and a request id", async () => {
    const response = await call("SignUp", { ClientId: pool.clientId, Username: anEmail(), Password: password });

    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/x-amz-json-1.1");
    expect(response.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("without content is an empty object", async () => {
    const response = await call("RevokeToken", { ClientId: pool.clientId, Token: "none" });

    await expect(response.text()).resolves.toBe("{}");
  });

  test("writes times as seconds with a fraction", async () => {
    const Username = anEmail();
    await call("SignUp", { ClientId: pool.clientId, Username, Password: password });

    const response = await call("AdminGetUser", { UserPoolId: pool.poolId, Username }, { authorization: signature });

    await expect(response.json()).resolves.toMatchObject({ UserCreateDate: pool.clock().getTime() / 1000 });
  });

  test("of a refusal carries name and text in headers and body", async () => {
    const response = await call("GetUser", { AccessToken: "none" });

    expect(response.status).toBe(400);
    expect(response.headers.get("x-amzn-errortype")).toBe("NotAuthorizedException:");
    expect(response.headers.get("x-amzn-errormessage")).toBe("Invalid Access Token");
    await expect(response.json()).resolves.toEqual({
      __type: "NotAuthorizedException",
      message: "Invalid Access Token",
    });
  });
});

describe("a request that does not fit the operation", () => {
  test.each([
    [
      "SignUp",
      {},
      "2 validation errors detected: Value null at 'clientId' failed to satisfy constraint: Member must not be null; Value null at 'username' failed to satisfy constraint: Member must not be null",
    ],
    [
      "AdminGetUser",
      { UserPoolId: "nowhere", Username: "ada" },
      "1 validation error detected: Value 'nowhere' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+",
    ],
    [
      "ConfirmSignUp",
      { ClientId: "client", Username: "ada", ConfirmationCode: "" },
      "2 validation errors detected: Value '' at 'confirmationCode' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'confirmationCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\S]+",
    ],
    [
      "SignUp",
      { ClientId: "client", Username: "ada", Password: "x".repeat(257) },
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must have length less than or equal to 256",
    ],
    [
      "SignUp",
      { ClientId: "client", Username: "ada", UserAttributes: [{ Name: "email" }, { Value: "x" }] },
      "1 validation error detected: Value null at 'userAttributes.2.member.name' failed to satisfy constraint: Member must not be null",
    ],
    [
      "ListUsers",
      { UserPoolId: "eu-west-1_Abc", Limit: 61 },
      "1 validation error detected: Value '61' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 60",
    ],
  ])("%s %j names every violation", async (name, body, message) => {
    const response = await call(name, body, { authorization: signature });

    expect(response.status).toBe(400);
    await expect(response.json()).resolves.toEqual({ __type: "InvalidParameterException", message });
  });

  test.each([
    ["a list instead of an object", "[]"],
    ["null", "null"],
    ["text where a map belongs", '{"AuthFlow":"USER_SRP_AUTH","ClientId":"c","AuthParameters":"x"}'],
    ["a number where text belongs", '{"AuthFlow":1,"ClientId":"c"}'],
    ["no JSON", "{"],
    ["nothing", ""],
    ["a map with a number", '{"AuthFlow":"USER_SRP_AUTH","ClientId":"c","AuthParameters":{"USERNAME":1}}'],
  ])("%s is a SerializationException", async (_what, body) => {
    const response = await post(body, { "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth" });

    expect(response.status).toBe(400);
    await expect(response.json()).resolves.toMatchObject({ __type: "SerializationException" });
  });

  test.each([...operations.keys()])("%s with nothing and with nonsense is a 400, never a 500", async (name) => {
    for (const body of [{}, { ClientId: {}, UserPoolId: [], AccessToken: 1 }, { __proto__: null, constructor: "x" }]) {
      const response = await call(name, body, { authorization: signature });
      expect(response.status).toBe(400);
    }
    expect(pool.logged).toEqual([]);
  });

  test("a name such as __proto__ among the parameters is just unknown", async () => {
    const body =
      '{"AuthFlow":"USER_SRP_AUTH","ClientId":"CLIENT","AuthParameters":{"__proto__":"x","constructor":"y"}}';
    const headers = { "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth" };

    const response = await post(body.replace("CLIENT", pool.clientId), headers);

    await expect(response.json()).resolves.toMatchObject({ message: "Missing required parameter USERNAME" });
  });

  test("of 2 MB is a 413", async () => {
    const response = await call("SignUp", { ClientId: "c", Username: "x".repeat(2 * 1024 * 1024) });

    expect(response.status).toBe(413);
    await expect(response.json()).resolves.toMatchObject({ __type: "RequestEntityTooLargeException" });
  });
});

describe("an operation that is not answered", () => {
  test.each(["AdminLinkProviderForUser", "Nonsense", "constructor"])("%s is refused by its name", async (name) => {
    const response = await call(name, {});

    expect(response.status).toBe(400);
    await expect(response.json()).resolves.toEqual({
      __type: "UnknownOperationException",
      message: `${name} is not an operation of the local user pool.`,
    });
  });

  test("a target of another service, or none, is refused", async () => {
    for (const target of ["DynamoDB_20120810.GetItem", ""]) {
      const response = await post("{}", { "x-amz-target": target });
      await expect(response.json()).resolves.toMatchObject({ __type: "UnknownOperationException" });
    }
  });
});

describe("CORS", () => {
  test("answers a preflight as the service does", async () => {
    const response = await fetch(`${pool.url}/`, {
      method: "OPTIONS",
      headers: {
        origin: "http://localhost:5173",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,x-amz-target,x-custom",
      },
    });

    expect(response.status).toBe(200);
    await expect(response.text()).resolves.toBe("");
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "access-control-allow-origin": "*",
      "access-control-allow-headers": "content-type,x-amz-target,x-custom",
      "access-control-allow-methods": "POST",
      "access-control-expose-headers": exposed,
      "access-control-max-age": "172800",
    });
  });

  test("lets every page read unsigned operations, refused ones too, and discovery documents", async () => {
    const answers = [
      await call("RevokeToken", { ClientId: pool.clientId, Token: "none" }),
      await call("GetUser", { AccessToken: "none" }),
      await call("SignUp", {}),
      await fetch(`${pool.url}/${pool.poolId}/.well-known/jwks.json`),
      await fetch(`${pool.url}/${pool.poolId}/.well-known/openid-configuration`),
    ];

    for (const { headers } of answers) {
      expect(headers.get("access-control-allow-origin")).toBe("*");
      expect(headers.get("access-control-expose-headers")).toBe(exposed);
      expect(headers.get("access-control-allow-credentials")).toBeNull();
    }
  });

  test("lets no page read signed operations, the inbox, or anything else", async () => {
    const answers = [
      await call("ListUsers", { UserPoolId: pool.poolId }, { authorization: signature }),
      await call("AdminGetUser", {}),
      await call("Nonsense", {}),
      await fetch(`${pool.url}/inbox`),
      await fetch(`${pool.url}/inbox.json`),
      await fetch(`${pool.url}/inbox/a%40example.com.json`),
      await fetch(`${pool.url}/nothing`),
    ];

    for (const { headers } of answers) {
      expect([...headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
  });
});

describe("a signed operation", () => {
  test("needs a signature", async () => {
    for (const authorization of [undefined, "Bearer abc"]) {
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
      const response = await call("ListUsers", { UserPoolId: pool.poolId }, headers);

      expect(response.status).toBe(400);
      await expect(response.json()).resolves.toEqual({
        __type: "MissingAuthenticationTokenException",
        message: "Missing Authentication Token",
      });
    }
  });

  test("is closed to web pages, with a signature too", async () => {
    const headers = { authorization: signature, origin: "https://evil.example" };

    const response = await call("ListUsers", { UserPoolId: pool.poolId }, headers);

    expect(response.status).toBe(403);
  });
});

describe("the host of a request", () => {
  test.each(["localhost:9300", "127.0.0.1", "[::1]:9300", "LOCALHOST"])("may be %s", async (host) => {
    await expect(statusWithHost(host)).resolves.toBe(200);
  });

  test.each(["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "10.0.0.1"])(
    "may not be %s",
    async (host) => {
      await expect(statusWithHost(host)).resolves.toBe(403);
    },
  );

  function statusWithHost(host: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      request(`${pool.url}/inbox`, { headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });
  }
});

describe("the discovery documents", () => {
  test("name the real issuer", async () => {
    const response = await fetch(`${pool.url}/${pool.poolId}/.well-known/openid-configuration`);
    const issuer = `https://cognito-idp.eu-west-1.amazonaws.com/${pool.poolId}`;

    await expect(response.json()).resolves.toMatchObject({
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      id_token_signing_alg_values_supported: ["RS256"],
    });
  });

  test("of an unknown pool are refused", async () => {
    const response = await fetch(`${pool.url}/eu-west-1_Unknown00/.well-known/jwks.json`);

    expect(response.status).toBe(400);
    await expect(response.json()).resolves.toMatchObject({ __type: "ResourceNotFoundException" });
  });
});

function call(name: string, body: unknown, headers: Record<string, string> = {}) {
  return post(JSON.stringify(body), { "x-amz-target": `AWSCognitoIdentityProviderService.${name}`, ...headers });
}

function post(body: string, headers: Record<string, string>) {
  return fetch(`${pool.url}/`, {
    method: "POST",
    body,
    headers: { "content-type": "application/x-amz-json-1.1", ...headers },
  });
}
