import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import { typescript } from "../../local/typescript";
import { eventually } from "../support/eventually";

const server = `
  require("node:http").createServer((_, response) => response.end())
    .listen(0, "127.0.0.1", function () { console.log("http://127.0.0.1:" + this.address().port); });`;

const tests = `
  require("./test/support/program.ts")
    .startProgram(process.execPath, ["-e", ${JSON.stringify(server)}])
    .line(/^http/)
    .then(console.log);`;

describe("a program under test", () => {
  test("does not outlive its tests, however they end", async () => {
    const child = spawn(process.execPath, [...typescript, "-e", tests], { stdio: ["ignore", "pipe", "inherit"] });
    const [url] = await once(createInterface(child.stdout), "line");
    expect(await fetch(url)).toMatchObject({ status: 200 });

    child.kill("SIGKILL");

    await eventually(() => expect(fetch(url)).rejects.toThrow());
  });
});
