import { createServer, type Server } from "node:http";
import { choosePort, listen, PortTakenError } from "../../local/listen";

describe("listening", () => {
  const servers: Server[] = [];
  const aServer = () => {
    const server = createServer();
    servers.push(server);
    return server;
  };
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  test("gives any free port for port 0", async () => {
    expect(await listen(aServer(), choosePort("0", 3000))).toBeGreaterThan(0);
  });

  test("moves on from a taken default port, and says so", async () => {
    const taken = await listen(aServer(), choosePort("0", 3000));
    const said: string[] = [];

    const port = await listen(aServer(), choosePort(undefined, taken), (line) => said.push(line));

    expect(port).toBeGreaterThan(taken);
    expect(said[0]).toBe(`Port ${taken} is taken: trying ${taken + 1}.`);
  });

  test("refuses a taken port that somebody asked for", async () => {
    const taken = await listen(aServer(), choosePort("0", 3000));

    await expect(listen(aServer(), choosePort(String(taken), 3000))).rejects.toThrow(PortTakenError);
  });

  test("names the option with which the port was asked for", async () => {
    const taken = await listen(aServer(), choosePort("0", 3000));
    const choice = choosePort(String(taken), 3000, "--gateway-port");

    await expect(listen(aServer(), choice)).rejects.toThrow("choose another one with --gateway-port");
  });

  test.each(["", "65536", "-1", "1.5", "http"])("refuses %j as a port", (text) => {
    expect(() => choosePort(text, 3000)).toThrow(`--port must be a number from 0 to 65535, not "${text}".`);
  });
});
