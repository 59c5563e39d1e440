import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { aBuild, synthesizeIn } from "../infra/synthesize";
import { everythingOn } from "./everything-on";
import { awsProvider, describeWith, terraform } from "./requirements";

jest.setTimeout(60_000);

describeWith([terraform, awsProvider], "the synthesized stack", () => {
  const run = (folder: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync("terraform", args, { cwd: folder, encoding: "utf8" });
    return { status, output: stdout + stderr };
  };

  // A default stage is deployed in default-stage.test.ts.
  test("is valid Terraform with everything on", () => {
    const build = aBuild();
    const folder = dirname(synthesizeIn(build, { environment: everythingOn }));

    expect(run(folder, "init", "-input=false", "-no-color", "-backend=false")).toMatchObject({ status: 0 });
    expect(run(folder, "validate", "-no-color")).toEqual({
      status: 0,
      output: expect.stringContaining("The configuration is valid"),
    });
    rmSync(build, { recursive: true });
  });
});
