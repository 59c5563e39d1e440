import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOutputs } from "../../local/outputs";

describe("the outputs file of a deployed stage", () => {
  const folder = mkdtempSync(join(tmpdir(), "outputs-"));
  const file = join(folder, "outputs.json");
  afterAll(() => rmSync(folder, { recursive: true }));

  const outputs = {
    Region: "eu-west-1",
    UserPoolId: "eu-west-1_abcdefghi",
    UserPoolClientId: "client",
    ApiUrl: "https://id.execute-api.eu-west-1.amazonaws.com/dev/",
  };

  test("gives stage, ids and addresses", () => {
    writeFileSync(file, JSON.stringify({ dev: outputs }));

    expect(readOutputs(file)).toEqual({
      stage: "dev",
      region: "eu-west-1",
      userPoolId: "eu-west-1_abcdefghi",
      userPoolClientId: "client",
      apiUrl: "https://id.execute-api.eu-west-1.amazonaws.com/dev",
    });
  });

  test.each([
    ["not JSON", "{", /Cannot read the outputs file/],
    ["of no stage", "{}", /exactly one stage, not 0/],
    ["of two stages", JSON.stringify({ dev: outputs, prod: outputs }), /exactly one stage, not 2/],
    ["without ids", JSON.stringify({ dev: { Region: "x" } }), /lacks UserPoolId, UserPoolClientId, ApiUrl/],
    ["null", "null", /exactly one stage/],
  ])("is refused when it is %s", (_what, text, message) => {
    writeFileSync(file, text);

    expect(() => readOutputs(file)).toThrow(message);
  });

  test("is refused by name when it is missing", () => {
    expect(() => readOutputs(join(folder, "none.json"))).toThrow(/none\.json.*npm run deploy/);
  });
});
