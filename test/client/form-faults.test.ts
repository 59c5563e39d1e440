import { findFault, tidy } from "../../client/form-faults";

const policy = {
  minimumLength: 8,
  requireLowercase: true,
  requireUppercase: false,
  requireNumbers: false,
  requireSymbols: false,
};

describe("findFault", () => {
  test.each([
    [{ email: "", password: "" }, "email"],
    [{ email: "ann", password: "x" }, "email"],
    [{ email: "ann@example.com", password: "" }, "password"],
    [{ code: "", newPassword: "long enough" }, "code"],
    [{ code: "123456", newPassword: "short" }, "newPassword"],
    [{ newPassword: " long enough" }, "newPassword"],
    [{ newPassword: "long enough " }, "newPassword"],
    [{ email: `${"a".repeat(117)}@example.com` }, "email"],
  ])("of %j is at the field %s", (values, field) => {
    expect(findFault(values, policy)?.field).toBe(field);
  });

  test("is none where every field is filled; the name may be empty", () => {
    expect(findFault({ email: "ann@example.com", password: "x" }, policy)).toBeUndefined();
    expect(findFault({ name: "" }, policy)).toBeUndefined();
  });
});

describe("tidy", () => {
  test("drops the spaces of pasting, and leaves a password as it was typed", () => {
    expect(tidy({ email: " ann@example.com ", code: "123 456", password: " a b " })).toEqual({
      email: "ann@example.com",
      code: "123456",
      password: " a b ",
    });
  });
});
