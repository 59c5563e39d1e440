import { attempt, describeFailure } from "../../client/auth/failure";

function refusal(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

const notAuthorized = (message: string) => refusal("NotAuthorizedException", message);

describe("describeFailure", () => {
  test("has one message for a wrong address and a wrong password", () => {
    const wrongPassword = describeFailure("signIn", notAuthorized("Incorrect username or password."));
    const wrongAddress = describeFailure("signIn", refusal("UserNotFoundException", "User does not exist."));

    expect(wrongPassword).toEqual({ text: "Wrong e-mail address or password.", field: "password" });
    expect(wrongAddress).toEqual(wrongPassword);
  });

  test("tells a wrong current password from a failed sign-in", () => {
    expect(describeFailure("changePassword", notAuthorized("Incorrect username or password."))).toEqual({
      text: "This is not your current password.",
      field: "password",
    });
  });

  test("says when to try again after too many attempts", () => {
    expect(describeFailure("signIn", notAuthorized("Password attempts exceeded")).text).toContain("in a minute");
    expect(
      describeFailure(
        "resendCode",
        refusal("LimitExceededException", "Attempt limit exceeded, please try after some time."),
      ).text,
    ).toContain("in about an hour");
    expect(describeFailure("signIn", refusal("TooManyRequestsException", "Rate exceeded")).text).toContain(
      "few seconds",
    );
  });

  test.each([
    ["CodeMismatchException", "Invalid verification code provided, please try again.", "This is not the right code."],
    ["ExpiredCodeException", "Invalid code provided, please request a code again.", "This code works no longer."],
    ["ExpiredCodeException", "Your software token has already been used once.", "This code has been used."],
    ["EnableSoftwareTokenMFAException", "Code mismatch", "This is not the right code."],
  ])("ties %s (%s) to the code", (name, message, text) => {
    const failure = describeFailure("confirmSignUp", refusal(name, message));

    expect(failure.field).toBe("code");
    expect(failure.text).toContain(text);
  });

  test("tells the rule that a password breaks", () => {
    const error = refusal(
      "InvalidPasswordException",
      "Password did not conform with policy: Password must have symbol characters",
    );

    expect(describeFailure("signUp", error)).toEqual({
      text: "Password must have symbol characters.",
      field: "newPassword",
    });
  });

  test("knows that an account is gone, where nobody is signing in", () => {
    const gone = refusal("UserNotFoundException", "User does not exist.");

    expect(describeFailure("changeName", gone)).toEqual({
      text: "This account does not exist any more.",
      goTo: "signIn",
    });
  });

  test("leads to sign-in where the password was reset, for there it can be chosen", () => {
    const error = refusal("PasswordResetRequiredException", "Password reset required for the user");

    expect(describeFailure("changeName", error)).toEqual({
      text: "Your password has to be changed. Sign in to choose a new one.",
      goTo: "signIn",
    });
  });

  test.each([
    ["NotAuthorizedException", "User is disabled."],
    ["NotAuthorizedException", "Anything"],
    ["PasswordResetRequiredException", "Password reset required for the user"],
    ["UserNotConfirmedException", "User is not confirmed."],
    ["TokenRevokedException", "Anything"],
  ])("sends to sign-in where a refresh was refused: %s, %s", (name, message) => {
    expect(describeFailure("refresh", refusal(name, message)).goTo).toBe("signIn"); // Amplify has forgotten the tokens
  });

  test.each([
    "Access Token has been revoked",
    "Refresh Token has been revoked",
    "Invalid session for the user, session is expired.",
  ])("sends to sign-in after %p", (message) => {
    expect(describeFailure("changeName", notAuthorized(message)).goTo).toBe("signIn");
  });

  test("says that the network is down", () => {
    const error = refusal("NetworkError", "A network error has occurred.");

    expect(describeFailure("signIn", error).text).toContain("cannot be reached");
  });

  test("takes a current password that no password can be for a wrong one", () => {
    const message = "1 validation error detected: Value at 'previousPassword' failed to satisfy constraint";

    expect(describeFailure("changePassword", refusal("InvalidParameterException", message)).field).toBe("password");
  });

  test("passes on what it does not know", () => {
    expect(describeFailure("signIn", refusal("NewException", "Something new."))).toEqual({
      text: "That did not work: Something new.",
    });
  });
});

describe("attempt", () => {
  test("gives the value, or what failed; never throws", async () => {
    expect(await attempt("signIn", async () => 7)).toEqual({ ok: true, value: 7 });
    expect(await attempt("signIn", () => Promise.reject(new Error("odd")))).toEqual({
      ok: false,
      failure: { text: "That did not work: odd" },
    });
  });
});
