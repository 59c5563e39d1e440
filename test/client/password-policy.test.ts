import { meetsPolicy, passwordRules } from "../../client/password-policy";

const strict = {
  minimumLength: 10,
  requireLowercase: true,
  requireUppercase: true,
  requireNumbers: true,
  requireSymbols: true,
};

const unmet = (password: string) =>
  passwordRules(strict, password)
    .filter(({ isMet }) => !isMet)
    .map(({ words }) => words);

describe("passwordRules", () => {
  test.each([
    ["", ["10 characters or more", "a lower-case letter", "an upper-case letter", "a digit", "a symbol, such as !"]],
    ["Aa1!Aa1!A", ["10 characters or more"]],
    ["AAAAAAAA1!", ["a lower-case letter"]],
    ["aaaaaaaa1!", ["an upper-case letter"]],
    ["Aaaaaaaaa!", ["a digit"]],
    ["Aaaaaaaaa1", ["a symbol, such as !"]],
    ["ÄÖÜÄÖÜÄÖÜ1!", ["a lower-case letter", "an upper-case letter"]],
    ["Aaaaaaa1 a", []],
    [" Aaaaaaaa1 ", ["a symbol, such as !"]],
    ["Aaaaaaaa1!", []],
  ])("of %j misses %j", (password, missing) => {
    expect(unmet(password)).toEqual(missing);
    expect(meetsPolicy(strict, password)).toBe(missing.length === 0);
  });

  test("shows only what the pool asks for", () => {
    const lenient = { ...strict, requireSymbols: false, requireUppercase: false, requireNumbers: false };

    expect(passwordRules(lenient, "aaaaaaaaaa")).toEqual([
      { words: "10 characters or more", isMet: true },
      { words: "a lower-case letter", isMet: true },
    ]);
  });
});
