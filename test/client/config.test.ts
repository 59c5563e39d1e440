import { parsePageConfig } from "../../client/config";

const origin = "http://localhost:5173";

const valid = {
  region: "eu-west-1",
  userPoolId: "eu-west-1_AbCdEf123",
  userPoolClientId: "abcdefghijklmnopqrstuvwxyz",
  apiUrl: "https://page.example",
  passwordPolicy: {
    minimumLength: 8,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: false,
  },
  totp: true,
  passkeys: false,
};

describe("parsePageConfig", () => {
  test("takes what a deploy writes", () => {
    expect(parsePageConfig(valid, origin)).toEqual(valid);
  });

  test("takes the addresses of local mode as well", () => {
    const local = { ...valid, userPoolEndpoint: "http://127.0.0.1:9300", inboxUrl: "http://127.0.0.1:9300/inbox" };

    expect(parsePageConfig(local, origin)).toEqual(local);
  });

  test("resolves a relative API address against the page, without a trailing slash", () => {
    expect(parsePageConfig({ ...valid, apiUrl: "/" }, origin).apiUrl).toBe(origin);
  });

  test("names every fault, not only the first", () => {
    const { region, ...rest } = valid;

    const parse = () =>
      parsePageConfig({ ...rest, userPoolId: "none", apiUrl: 7, totp: "yes", passwordPolicy: undefined }, origin);

    expect(parse).toThrow("region is missing.");
    expect(parse).toThrow("userPoolId must be <region>_<letters or digits>.");
    expect(parse).toThrow("apiUrl must be an address.");
    expect(parse).toThrow("totp must be true or false.");
    expect(parse).toThrow("passwordPolicy.minimumLength is missing.");
  });

  test.each([null, [], "text", 3])("refuses %p", (content) => {
    expect(() => parsePageConfig(content, origin)).toThrow("userPoolId is missing.");
  });
});
