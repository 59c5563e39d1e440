import type { ApiAnswer } from "../../client/auth/call-api";
import { explain } from "../../client/calls/explain";

function anAnswer(given: Partial<ApiAnswer>): ApiAnswer {
  return {
    status: 401,
    headers: { "x-amzn-requestid": "1", "x-amzn-errortype": "UnauthorizedException" },
    body: '{"message":"Unauthorized"}',
    durationMs: 5,
    credential: "none",
    ...given,
  };
}

const fromTheApp = { "x-amzn-requestid": "1" };

describe("explain", () => {
  test("says that both layers accepted the token of a secured call", () => {
    const answer = anAnswer({ status: 200, headers: fromTheApp, credential: "idToken" });

    expect(explain(answer, "user")).toEqual({
      layer: "app",
      isRefused: false,
      text: "The gateway's authorizer and the app both accepted the ID token.",
    });
  });

  test.each([
    ["none", "carried no token"],
    ["accessToken", "takes the ID token"],
    ["idToken", "not one of this user pool's"],
  ] as const)("says why the gateway refused a call with %s", (credential, why) => {
    const { layer, isRefused, text } = explain(anAnswer({ credential }), "user");

    expect({ layer, isRefused }).toEqual({ layer: "gateway", isRefused: true });
    expect(text).toContain(why);
  });

  test("says that the token has expired", () => {
    const answer = anAnswer({ credential: "idToken", body: '{"message":"The incoming token has expired"}' });

    expect(explain(answer, "user").text).toContain("it has expired");
  });

  test("tells a refusal of the app from one of the gateway", () => {
    const answer = anAnswer({ headers: fromTheApp, body: '{"message":"The e-mail address is not verified"}' });

    expect(explain(answer, "user")).toEqual({
      layer: "app",
      isRefused: true,
      text: "The gateway let the call through, the app refused it: The e-mail address is not verified.",
    });
  });

  test.each([502, 504])("blames the app for a gateway's %i", (status) => {
    expect(explain(anAnswer({ status }), "public")).toMatchObject({
      layer: "gateway",
      text: expect.stringContaining("no usable answer from the app"),
    });
  });

  test("says when the call did not come to the gateway", () => {
    const answer = anAnswer({ status: 502, headers: {}, body: "<html>" });

    expect(explain(answer, "public")).toMatchObject({ layer: "page", isRefused: true });
    expect(explain(undefined, "public")).toMatchObject({ layer: "page", isRefused: true });
  });
});
