import { firstScreen, fits, hashOf, screenAt } from "../../client/state/screens";

describe("screenAt", () => {
  test.each(["#sign-in", "#sign-up", "#forgot-password"])("opens %s for those who are signed out only", (hash) => {
    expect(screenAt(hash, false)).toBeDefined();
    expect(screenAt(hash, true)).toBeUndefined();
  });

  test.each(["#session", "#account"])("opens %s for those who are signed in only", (hash) => {
    expect(screenAt(hash, true)).toBeDefined();
    expect(screenAt(hash, false)).toBeUndefined();
  });

  test("opens the API for everybody", () => {
    expect([screenAt("#api", true), screenAt("#api", false)]).toEqual([{ name: "api" }, { name: "api" }]);
  });

  test.each(["#confirm-address", "#reset-password", "#code", "#unknown", ""])(
    "opens no step by its address: %j",
    (hash) => {
      expect(screenAt(hash, false)).toBeUndefined();
    },
  );
});

describe("a step that waits for a code", () => {
  const email = "ann@example.com";

  test.each(["#confirm-address", "#reset-password"])("opens again at %s where its address is known", (hash) => {
    expect(screenAt(hash, false, email)).toMatchObject({ email });
    expect(screenAt(hash, true, email)).toBeUndefined();
  });
});

describe("firstScreen", () => {
  test.each([true, false])("fits who is there (signed in: %p)", (isSignedIn) => {
    expect(fits(firstScreen(isSignedIn), isSignedIn)).toBe(true);
  });
});

test("an address leads back to its screen", () => {
  expect(screenAt(hashOf({ name: "account" }), true)).toEqual({ name: "account" });
});
