/** What a developer changes while the system runs. */
import { eventually } from "../../support/eventually";
import { edit } from "./edit-files";
import type { RunningCheckout } from "./running-checkout";

export function editStories(running: () => RunningCheckout): void {
  const greeting = async () => (await fetch(`${running().endpoints.apiUrl}/api/helloWorld`)).json();

  test("in api/ takes effect", async () => {
    edit(running().folder, "api/hello-world.ts", "Hello from an unsecured endpoint", "Hello from an edit");

    await eventually(async () => expect(await greeting()).toBe("Hello from an edit"));
  });

  test("that does not build is reported, and what ran before goes on", async () => {
    const { folder, system } = running();

    edit(folder, "api/hello-world.ts", "Hello from an edit", 'a"');
    await system.line(/api\/ does not build/);

    expect(await greeting()).toBe("Hello from an edit");
    edit(folder, "api/hello-world.ts", 'a"', "Hello again");
    await eventually(async () => expect(await greeting()).toBe("Hello again"));
  });

  test("of the infrastructure takes effect: a route that becomes public is open at the gateway", async () => {
    edit(
      running().folder,
      "api/routes.ts",
      'helloWorldSecured: { method: "GET", path: "/api/helloWorldSecured", access: "user" }',
      'helloWorldSecured: { method: "GET", path: "/api/helloWorldSecured", access: "public" }',
    );

    await eventually(async () => {
      const answer = await fetch(`${running().endpoints.apiUrl}/api/helloWorldSecured`);
      expect(answer.headers.has("x-amzn-errortype")).toBe(false); // no longer refused by the gateway
    });
  });
}
