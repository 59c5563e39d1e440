import { createActions } from "../../client/state/actions";
import type { Screen } from "../../client/state/screens";
import { initialState, type State } from "../../client/state/state";
import { createStore } from "../../client/state/store";
import type { Auth } from "../../client/state/tools";

const policy = {
  minimumLength: 8,
  requireLowercase: true,
  requireUppercase: true,
  requireNumbers: true,
  requireSymbols: true,
};

const config = {
  region: "eu-west-1",
  userPoolId: "eu-west-1_AbCdEf123",
  userPoolClientId: "abcdefghijklmnopqrstuvwxyz",
  apiUrl: "http://localhost:5173",
  passwordPolicy: policy,
  totp: true,
  passkeys: true,
};

const session = { email: "ann@example.com", name: undefined, issuedAt: 0, expiresAt: 3_600_000, claims: {} };

const ok = <Value>(value: Value) => Promise.resolve({ ok: true as const, value });
const failed = (failure: { text: string; field?: "password"; goTo?: "signIn" }) =>
  Promise.resolve({ ok: false as const, failure });

/** The page's actions on a pool that answers as given; what is not given does not happen in the test. */
function aPage(answers: Partial<Auth>, state: Partial<State> = {}) {
  const store = createStore<State>({ ...initialState, session: null, ...state });
  const auth = {
    readSession: async () => store.get().session ?? null,
    signOut: () => ok(undefined),
    ...answers,
  } as Auth;
  return { store, act: createActions({ store, auth, config }) };
}

describe("signing in", () => {
  test("shows the API, and who it is", async () => {
    const { store, act } = aPage({ signIn: () => ok("done"), readSession: async () => session });

    await act.signIn("ann@example.com", "secret");

    expect(store.get()).toMatchObject({ screen: { name: "api" }, session, running: undefined });
  });

  test.each<[Awaited<ReturnType<Auth["signIn"]>> & { ok: true }, Screen]>([
    [
      { ok: true, value: "confirmSignUp" },
      { name: "confirmSignUp", email: "ann@example.com", password: "secret" },
    ],
    [
      { ok: true, value: "resetPassword" },
      { name: "resetPassword", email: "ann@example.com", isForced: true },
    ],
    [
      { ok: true, value: "newPassword" },
      { name: "newPassword", email: "ann@example.com" },
    ],
    [
      { ok: true, value: "totp" },
      { name: "totp", email: "ann@example.com" },
    ],
  ])("goes on where the pool wants more: %j", async (answer, screen) => {
    const { store, act } = aPage({ signIn: async () => answer });

    await act.signIn("ann@example.com", "secret");

    expect(store.get().screen).toEqual(screen);
  });

  test("stays where it is when it fails, and says why at the field", async () => {
    const failure = { text: "Wrong e-mail address or password.", field: "password" as const };
    const { store, act } = aPage({ signIn: () => failed(failure) });

    await act.signIn("ann@example.com", "wrong");

    expect(store.get()).toMatchObject({ screen: { name: "signIn" }, failure: { ...failure, task: "signIn" } });
  });

  test("happens once, however often the button is pressed", async () => {
    let count = 0;
    const signIn: Auth["signIn"] = () => {
      count += 1;
      return ok("done" as const);
    };
    const { act } = aPage({ signIn });

    await Promise.all([act.signIn("a@b.c", "secret"), act.signIn("a@b.c", "secret")]);

    expect(count).toBe(1);
  });

  test("by passkey needs an address as well", async () => {
    const { store, act } = aPage({ signInWithPasskey: () => failed({ text: "nobody should be asked" }) });

    await act.signInWithPasskey("ann");

    expect(store.get().failure).toMatchObject({ task: "signIn", field: "email" });
  });

  test("shows the failure of a passkey in the form of sign-in", async () => {
    const { store, act } = aPage({ signInWithPasskey: () => failed({ text: "closed" }) });

    await act.signInWithPasskey("ann@example.com");

    expect(store.get().failure).toEqual({ text: "closed", task: "signIn" });
  });
});

describe("confirming an address", () => {
  test("signs in with the password that was typed before", async () => {
    const { store, act } = aPage({
      confirmSignUp: () => ok(undefined),
      signIn: (_email, password) => (password === "secret" ? ok("done" as const) : failed({ text: "wrong" })),
      readSession: async () => session,
    });

    await act.confirmSignUp("ann@example.com", "secret", "123456");

    expect(store.get()).toMatchObject({ screen: { name: "api" }, session });
  });

  test("asks to sign in when that fails, and says that the address is confirmed", async () => {
    const { store, act } = aPage({ confirmSignUp: () => ok(undefined), signIn: () => failed({ text: "down" }) });

    await act.confirmSignUp("ann@example.com", "secret", "123456");

    expect(store.get()).toMatchObject({ screen: { name: "signIn" }, notice: "Your address is confirmed. Sign in." });
  });
});

describe("a session", () => {
  const signedIn = { session, screen: { name: "account" } } as const;

  test("that ended elsewhere leads to sign-in, and forgets what was seen", async () => {
    const { store, act } = aPage({}, { ...signedIn, calls: { helloWorld: { isRunning: true } }, passkeys: [] });

    await act.hear({ event: "tokenRefresh_failure", failure: { text: "Your session has ended.", goTo: "signIn" } });

    expect(store.get()).toMatchObject({
      session: null,
      screen: { name: "signIn" },
      notice: "Your session has ended.",
      calls: {},
      passkeys: undefined,
    });
  });

  test("survives a network that is down for a while", async () => {
    const { store, act } = aPage({}, signedIn);

    await act.hear({ event: "tokenRefresh_failure", failure: { text: "The sign-in service cannot be reached." } });

    expect(store.get()).toMatchObject({ ...signedIn, notice: "The sign-in service cannot be reached." });
  });

  test("that could not be refreshed says so once, where it was asked for", async () => {
    const unreachable = Object.assign(new Error("A network error has occurred."), { name: "NetworkError" });
    const readSession: Auth["readSession"] = async () => {
      await act.hear({ event: "tokenRefresh_failure", failure: { text: "The sign-in service cannot be reached." } });
      throw unreachable;
    };
    const { store, act } = aPage({ readSession }, signedIn);

    await act.refresh();

    expect(store.get()).toMatchObject({ notice: undefined, failure: { task: "refresh" } });
  });

  test("that is refreshed at last takes back that it could not be", async () => {
    const { store, act } = aPage({}, { ...signedIn, notice: "The sign-in service cannot be reached." });

    await act.hear({ event: "tokenRefresh" });

    expect(store.get().notice).toBeUndefined();
  });

  test("whose tokens work no longer is given up, also when only the pool noticed", async () => {
    let isSignedOut = false;
    const signOut: Auth["signOut"] = () => {
      isSignedOut = true;
      return ok(undefined);
    };
    const changeName: Auth["changeName"] = () => failed({ text: "Your session has ended.", goTo: "signIn" });
    const { store, act } = aPage({ changeName, signOut }, signedIn);

    await act.changeName("Ann");

    expect(isSignedOut).toBe(true);
    expect(store.get()).toMatchObject({ session: null, screen: { name: "signIn" }, notice: "Your session has ended." });
  });

  test("is given up as soon as the account cannot be read with it", async () => {
    const revoked = () => failed({ text: "Your session has ended.", goTo: "signIn" });
    const { store, act } = aPage({ readTotp: revoked, listPasskeys: revoked }, signedIn);

    await act.loadAccount();

    expect(store.get()).toMatchObject({ session: null, screen: { name: "signIn" }, notice: "Your session has ended." });
  });

  test("of another tab is taken over", async () => {
    const { store, act } = aPage({ readSession: async () => session });

    await act.hear({ event: "signedIn" });

    expect(store.get()).toMatchObject({ session, screen: { name: "api" } });
  });
});

describe("the address bar", () => {
  test("opens the screen that it names, once it is known who is there", async () => {
    const { store, act } = aPage({ readSession: async () => session }, { session: undefined });

    await act.start("#account");

    expect(store.get()).toMatchObject({ session, screen: { name: "account" } });
  });

  test("opens the step that waits for a code again, with the address that it is for", async () => {
    const { store, act } = aPage({}, { session: undefined });

    await act.start("#confirm-address", "ann@example.com");

    expect(store.get()).toMatchObject({ screen: { name: "confirmSignUp", password: "" }, email: "ann@example.com" });
  });

  test("opens nothing while nobody can tell who is there, and says so", async () => {
    const networkError = Object.assign(new Error("A network error has occurred."), { name: "NetworkError" });
    const { store, act } = aPage({ readSession: () => Promise.reject(networkError) }, { session: undefined });

    await act.start("#account");

    expect(store.get().session).toBeUndefined();
    expect(store.get().failure?.text).toContain("cannot be reached");
  });

  test("cannot open what needs somebody else", () => {
    const { store, act } = aPage({});

    act.open("#account");

    expect(store.get().screen).toEqual({ name: "signIn" });
  });
});

describe("calling the API", () => {
  test("sends what was written instead of the endpoint's own body", async () => {
    const sent: unknown[] = [];
    const callApi: Auth["callApi"] = async (call) => {
      sent.push(call.body);
      return undefined;
    };
    const { act } = aPage({ callApi });

    await act.call("helloWorld", { text: "written" });

    expect(sent).toEqual([{ text: "written" }]);
  });

  test("sends no token when nobody is signed in, whatever was chosen", async () => {
    const sent: unknown[] = [];
    const callApi: Auth["callApi"] = async (...given) => {
      sent.push(given);
      return undefined;
    };
    const { store, act } = aPage({ callApi }, { credential: "accessToken" });

    await act.call("helloWorldSecured");

    expect(sent).toEqual([[{ method: "GET", path: "/api/helloWorldSecured", body: undefined }, "none"]]);
    expect(store.get().calls.helloWorldSecured).toEqual({ isRunning: false, answer: undefined });
  });

  test("happens once, however often the button is pressed while it runs", async () => {
    let count = 0;
    const callApi: Auth["callApi"] = async () => {
      count += 1;
      return undefined;
    };
    const { act } = aPage({ callApi });

    await Promise.all([act.call("helloWorld"), act.call("helloWorld")]);

    expect(count).toBe(1);
  });

  test("shows no answer that comes after its caller has signed out", async () => {
    const callApi: Auth["callApi"] = async (_call, credential) => {
      await act.hear({ event: "signedOut" });
      return { status: 200, headers: {}, body: '"Hello, Ann"', durationMs: 9, credential };
    };
    const { store, act } = aPage({ callApi }, { session, screen: { name: "api" } });

    await act.call("helloWorldSecured");

    expect(store.get().calls).toEqual({});
  });
});
