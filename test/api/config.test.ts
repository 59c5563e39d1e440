import { ConfigError, type Environment, parseConfig } from "../../api/config";

const minimal = { USER_POOL_ID: "eu-west-1_AbCdEf123", USER_POOL_CLIENT_ID: "abcdefghijklmnopqrstuvwxyz" };

function faultsOf(env: Environment): readonly string[] {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe("parseConfig", () => {
  test("needs a pool and a client, and has defaults for the rest", () => {
    expect(parseConfig(minimal)).toEqual({
      userPoolId: "eu-west-1_AbCdEf123",
      userPoolClientId: "abcdefghijklmnopqrstuvwxyz",
      jwksUri: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123/.well-known/jwks.json",
      allowedOrigins: "*",
      logLevel: "info",
    });
  });

  test("names everything that is wrong at once", () => {
    const faults = faultsOf({
      USER_POOL_CLIENT_ID: "not an id",
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: "ftp://x",
      CORS_ALLOWED_ORIGINS: "app.example.com",
      LOG_LEVEL: "loud",
    });

    expect(faults.map((fault) => fault.split(" ")[0])).toEqual([
      "USER_POOL_ID",
      "USER_POOL_CLIENT_ID",
      "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER",
      "CORS_ALLOWED_ORIGINS",
      "LOG_LEVEL",
    ]);
  });

  test.each([
    "",
    "AbCdEf123",
    "eu-west-1-AbCdEf123",
    "eu-west-1_Ab/Cd",
    "eu-west-1_../x",
    `eu-west-1_${"x".repeat(60)}`,
  ])("refuses %j as a pool id", (id) => expect(faultsOf({ ...minimal, USER_POOL_ID: id })).toHaveLength(1));

  test.each([
    "http://127.0.0.1:9300",
    "http://127.0.0.1:9300/",
    "http://localhost:9300",
    "http://[::1]:9300/",
    "https://cognito.example.com",
    "https://example.com/behind/a/path/",
  ])("takes the JWKS from the endpoint %s", (endpoint) => {
    const { jwksUri } = parseConfig({ ...minimal, AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoint });

    expect(jwksUri).toBe(`${endpoint.replace(/\/$/, "")}/eu-west-1_AbCdEf123/.well-known/jwks.json`);
  });

  test.each([
    "http://cognito.example.com",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "http://127.example.com",
    "http://0.0.0.0:9300",
    "http://user:secret@127.0.0.1",
    "https://example.com/?pool=x",
    "https://example.com/#x",
    "file:///etc/keys",
    "127.0.0.1:9300",
  ])("refuses the endpoint %s", (endpoint) => {
    expect(faultsOf({ ...minimal, AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: endpoint })).toHaveLength(1);
  });

  test("takes a list of origins", () => {
    const { allowedOrigins } = parseConfig({
      ...minimal,
      CORS_ALLOWED_ORIGINS: "https://a.example, http://localhost:5173",
    });

    expect(allowedOrigins).toEqual(["https://a.example", "http://localhost:5173"]);
  });

  test("takes an empty list as no origin at all", () => {
    expect(parseConfig({ ...minimal, CORS_ALLOWED_ORIGINS: "" }).allowedOrigins).toEqual([]);
  });

  test.each([
    "*,https://a.example",
    "https://a.example/",
    "https://a.example:443",
    "https://A.example",
    "null",
    "https://*.example",
  ])("refuses %j as origins", (origins) =>
    expect(faultsOf({ ...minimal, CORS_ALLOWED_ORIGINS: origins })).toHaveLength(1),
  );

  test.each([
    ["DEBUG", "debug"],
    ["Warn", "warn"],
    ["silent", "silent"],
    ["", "info"],
  ])("reads the log level %j as %s", (text, level) => {
    expect(parseConfig({ ...minimal, LOG_LEVEL: text }).logLevel).toBe(level);
  });
});
