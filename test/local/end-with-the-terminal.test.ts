import { typescript } from "../../local/typescript";
import { endPrograms, startProgram } from "../support/program";

const server = `
  const { endWithTheTerminal } = require("./local/end-with-the-terminal.ts");
  endWithTheTerminal(async () => console.log("closed"));
  setInterval(() => {}, 1000);
  console.log("ready");`;

describe("ending with the terminal", () => {
  afterAll(endPrograms);

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("closes and exits with status 0 at %s", async (signal) => {
    const program = startProgram(process.execPath, [...typescript, "-e", server]);
    await program.line(/ready/);

    program.signal(signal);

    expect(await program.ended).toBe(0);
    expect(program.output()).toBe("ready\nclosed\n");
  });

  test("closes when the process that has started it is gone", async () => {
    // The shell gives its place to nobody (the `true` after it), and does not pass on how it is ended.
    const command = `"${process.execPath}" ${typescript.map((argument) => `"${argument}"`).join(" ")} -e "$SERVER"; true`;
    const shell = startProgram("sh", ["-c", `echo shell $$; ${command}`], { env: { SERVER: server } });
    await shell.line(/ready/);

    process.kill(Number(/shell (\d+)/.exec(shell.output())?.[1]), "SIGKILL");

    await shell.ended; // when the last process lets go of the output
    expect(shell.output()).toContain("closed");
  });
});
