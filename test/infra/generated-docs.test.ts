import { readFileSync } from "node:fs";
import { settingDefinitions, variableOf } from "../../infra/setting-definitions";
import { generatedDocs } from "../../scripts/generated-docs/generated-docs";

describe("the pages that are made from code", () => {
  test.each(Object.entries(generatedDocs()))("%s is what the code says (else: npm run docs)", (file, page) => {
    expect(readFileSync(file, "utf8")).toBe(page);
  });

  test("tell every setting", () => {
    const page = generatedDocs()["docs/settings.md"];

    for (const name of Object.keys(settingDefinitions)) expect(page).toContain(`| \`${variableOf(name)}\` |`);
  });
});
