// Does what the last part of the path says.
const deeds = {
  fine: async () => ({ statusCode: 200, body: "fine" }),
  slow: () => {
    console.log("under way");
    return new Promise((resolve) => setTimeout(() => resolve({ statusCode: 200, body: "slow" }), 500));
  },
  throws: async () => {
    throw new RangeError("secret of the function");
  },
  throwsText: async () => {
    throw "just text";
  },
  rejectsLater: () => new Promise((_, reject) => setTimeout(() => reject(new Error("later")), 5)),
  uncaught: () => new Promise(() => setTimeout(() => JSON.parse("{"), 5)),
  hangs: () => new Promise((resolve) => setTimeout(resolve, 60_000)),
  spins: () => {
    for (;;);
  },
  exits: () => process.exit(3),
  exitsCleanly: () => process.exit(0),
  kills: () => process.kill(process.pid, "SIGKILL"),
  exitsLater: async () => {
    setTimeout(() => {
      console.log("exiting");
      process.exit(0);
    }, 10);
    return { statusCode: 200, body: "fine" };
  },
  nothing: async () => undefined,
  neverSettles: () => new Promise(() => {}),
  circular: async () => {
    const answer = { statusCode: 200 };
    answer.body = answer;
    return answer;
  },
  bigint: async () => ({ statusCode: 200, body: 1n }),
  huge: async () => ({ statusCode: 200, body: "x".repeat(6 * 1024 * 1024) }),
  sendsNonsense: async () => {
    process.send("nonsense");
    process.send({ type: "answered", id: "another", payload: "{}" });
    process.send(null);
    return { statusCode: 200, body: "fine" };
  },
  answersByItself: (event) => {
    process.send({ type: "answered", id: event.requestContext.requestId, payload: "nonsense" });
    return new Promise(() => {});
  },
  writesWithoutEnd: async () => {
    await new Promise((resolve) => process.stdout.write("x".repeat(1_000_000), resolve));
    return { statusCode: 200, body: "fine" };
  },
  disconnects: () => process.disconnect(),
};

exports.handler = (event) => deeds[event.path.split("/").at(-1)](event);
