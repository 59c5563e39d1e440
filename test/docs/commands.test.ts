import { documents } from "./support/documents";
import { commandsOf } from "./support/markdown";
import { faultOf, helpOf, programs, scripts } from "./support/programs";

jest.setTimeout(60_000);

describe("every command", () => {
  let helps: ReadonlyMap<string, string>;
  beforeAll(async () => {
    helps = new Map(await Promise.all(programs.map(async (name) => [name, await helpOf(name)] as const)));
  });
  const knownHelp = async (name: string) => helps.get(name) ?? "";

  test.each(programs)("npm run %s -- --help says how to use it", (name) => {
    expect(helps.get(name)).toMatch(name === "start" ? /npm start/ : new RegExp(`npm run ${name}`));
  });

  test.each([...programs, "check", "format", "docs", "test", "test:load", "bench"])(
    "npm run %s installs what is missing",
    (name) => {
      expect(scripts[`pre${name}`]).toContain("node scripts/ensure-installed.mjs");
    },
  );

  test.each(documents().map((it) => [it.file, it] as const))("in %s exists, with its options", async (_file, it) => {
    const faults = await Promise.all(
      commandsOf(it).map(async (command) => {
        const fault = await faultOf(command, knownHelp);
        return fault && `${command}: ${fault}`;
      }),
    );

    expect(faults.filter(Boolean)).toEqual([]);
  });

  test.each([
    ["npm run strat", "there is no npm script"],
    ["npm start -- --prot 1", "lists no --prot"],
    ["STAGE=prod npm run deploy --allow-loss x", "options come after --"],
    ["STAEG=prod npm run deploy", "nobody reads STAEG"],
    ["npx nothing-of-this-name", "is not installed"],
    ["npx jest test/nothing.ts", "there is no test/nothing.ts"],
  ])("that is wrong would be found: %s", async (command, fault) => {
    expect(await faultOf(command, knownHelp)).toContain(fault);
  });
});
