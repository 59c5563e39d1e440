/**
 * CDK Terrain (`cdktn`) continues the archived CDK for Terraform. The same program must synthesize the same resources
 * with it, so that moving there is a matter of one dependency.
 */
import { everythingOn } from "../deploy/everything-on";
import type { Asked, Synthesized } from "./synthesize";

/** The stack as `library` synthesizes it, loaded in a registry of modules of its own. */
function synthesizeWith(library: "cdktf" | "cdktn", asked: Asked): Synthesized {
  let synthesized: Synthesized | undefined;
  jest.isolateModules(() => {
    jest.doMock("cdktf", () => jest.requireActual(library));
    synthesized = (require("./synthesize") as typeof import("./synthesize")).synthesize(asked);
    jest.dontMock("cdktf");
  });
  if (synthesized === undefined) throw new Error("Nothing was synthesized.");
  return synthesized;
}

describe("CDK Terrain", () => {
  test.each<[string, Asked]>([
    ["a default stage", {}],
    ["a stage with everything on", { environment: everythingOn }],
  ])("synthesizes %s the same from the same program", (_name, asked) => {
    const { "//": _cdktf, ...expected } = synthesizeWith("cdktf", asked) as Synthesized & { "//": unknown };
    const { "//": metadata, ...found } = synthesizeWith("cdktn", asked) as Synthesized & { "//": unknown };

    expect(found).toEqual(expected);
    expect(metadata).toMatchObject({ metadata: { version: expect.stringMatching(/^0\.24\./) } });
  });
});
