import { JwksUnavailableError, type RsaJwk } from "../../api/fetch-jwks";
import { startKeySource } from "../../api/key-source";

const key = (kid: string): RsaJwk => ({ kty: "RSA", alg: "RS256", kid, n: "AQ", e: "AQAB" });

/** A key source whose pool and clock the test moves. */
function setUp(first: readonly string[] | Error) {
  const pool = { answer: first, fetches: 0, time: 0 };
  const source = startKeySource({
    fetchKeys: async () => {
      pool.fetches++;
      if (pool.answer instanceof Error) throw pool.answer;
      return pool.answer.map(key);
    },
    refetchMs: 10_000,
    retryMs: 1_000,
    now: () => pool.time,
  });
  return { pool, source };
}

describe("startKeySource", () => {
  test("fetches at once, and not again for the keys it has", async () => {
    const { pool, source } = setUp(["a", "b"]);
    expect(pool.fetches).toBe(1);

    await Promise.all([source.find("a"), source.find("b"), source.find("a")]);

    expect(await source.find("a")).toEqual(key("a"));
    expect(pool.fetches).toBe(1);
  });

  test("finds a key that the pool has added", async () => {
    const { pool, source } = setUp(["a"]);
    await source.find("a");
    pool.answer = ["a", "new"];
    pool.time = 10_000;

    expect(await source.find("new")).toEqual(key("new"));
  });

  test("no longer finds a key that the pool has withdrawn, once it has fetched again", async () => {
    const { pool, source } = setUp(["old"]);
    await source.find("old");
    pool.answer = ["new"];
    pool.time = 10_000;
    await source.find("new");

    expect(await source.find("old")).toBeUndefined();
  });

  test("fetches once in ten seconds for key ids that do not exist, however many", async () => {
    const { pool, source } = setUp(["a"]);
    await source.find("a");
    pool.time = 10_000;

    const found = await Promise.all(Array.from({ length: 100 }, (_, i) => source.find(`made-up-${i}`)));
    await source.find("made-up-later");

    expect(found.every((found) => found === undefined)).toBe(true);
    expect(pool.fetches).toBe(2);
  });

  test("asks again when the first fetch has failed, and says so when that fails too", async () => {
    const { pool, source } = setUp(new Error("no network"));

    await expect(source.find("a")).rejects.toThrow(JwksUnavailableError);
    expect(pool.fetches).toBe(2);
  });

  test("waits a second after a failure, then heals by itself", async () => {
    const { pool, source } = setUp(new Error("no network"));
    await source.find("a").catch(() => {});
    pool.answer = ["a"];

    await expect(source.find("a")).rejects.toThrow(JwksUnavailableError);
    expect(pool.fetches).toBe(2);

    pool.time = 1_000;
    expect(await source.find("a")).toEqual(key("a"));
  });

  test("goes on with the keys it has while the pool cannot be reached", async () => {
    const { pool, source } = setUp(["a"]);
    await source.find("a");
    pool.answer = new Error("no network");
    pool.time = 10_000;

    await expect(source.find("new")).rejects.toThrow(JwksUnavailableError);
    expect(await source.find("a")).toEqual(key("a"));
  });
});
