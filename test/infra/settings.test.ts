import { variableOf } from "../../infra/setting-definitions";
import { parseSettings, SettingsError } from "../../infra/settings";
import { productionSettings } from "./synthesize";

const parse = (environment: Record<string, string>, project = "cognito-secured-api") =>
  parseSettings(environment, project);

function faultsOf(environment: Record<string, string>, project?: string): readonly string[] {
  try {
    parse(environment, project);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
}

describe("the stage", () => {
  test("is dev in eu-west-1 when nothing is said", () => {
    expect(parse({})).toMatchObject({ stage: "dev", awsRegion: "eu-west-1", prefix: "dev-cognito-secured-api" });
  });

  test("is one per developer with SLSUSER", () => {
    expect(parse({ SLSUSER: "-ann" })).toMatchObject({ stage: "dev-ann", isDevStage: true });
  });

  test("is what STAGE says, whoever the developer is", () => {
    expect(parse({ ...productionSettings, SLSUSER: "-ann" })).toMatchObject({ stage: "prod", isDevStage: false });
  });

  test.each(["Dev", "1dev", "dev_ann", "a-stage-with-21-letters"])("is not %p", (stage) => {
    expect(faultsOf({ ...productionSettings, STAGE: stage })).toEqual([expect.stringContaining("STAGE must be")]);
  });

  test("is named where SLSUSER spoils it", () => {
    expect(faultsOf({ SLSUSER: "-Ann" })).toEqual([expect.stringContaining('(it is "dev-Ann")')]);
  });

  test("takes the project's name without its scope into every name", () => {
    expect(parse({}, "@example/orders").prefix).toBe("dev-orders");
  });

  test("refuses names that AWS would refuse", () => {
    expect(faultsOf({}, "Orders!")).toEqual([expect.stringContaining("package.json")]);
    expect(faultsOf({}, "a-project-with-a-name-of-more-than-40-characters")).toEqual([expect.stringContaining("44")]);
  });
});

describe("settings", () => {
  test("report all their faults together", () => {
    const environment = {
      AWS_REGION: "europe",
      TOTP: "yes",
      THROTTLE_RATE: "0",
      LOG_RETENTION_DAYS: "10",
      LOG_LEVEL: "loud",
      CORS_ALLOWED_ORIGINS: "https://app.example.com/,*",
      USER_POOL_TIER: "FREE",
    };

    const faults = faultsOf(environment);

    for (const name of Object.keys(environment)) {
      expect(faults).toContainEqual(
        expect.stringMatching(
          new RegExp(`^${name} .*it is ${JSON.stringify(environment[name as "TOTP"]).replace(/[*]/g, "\\$&")}`),
        ),
      );
    }
  });

  test("treat an empty variable as one that is not set", () => {
    expect(parse({ STAGE: "", TOTP: "", AWS_REGION: "" })).toMatchObject({ stage: "dev", totp: true });
  });

  test("are named after their variables", () => {
    expect(variableOf("corsAllowedOrigins")).toBe("CORS_ALLOWED_ORIGINS");
    expect(variableOf("xRay")).toBe("X_RAY");
  });

  test.each(["https://app.example.com", "http://localhost:5173", "https://a.example,https://b.example"])(
    "take %s as allowed origins",
    (origins) => {
      expect(parse({ CORS_ALLOWED_ORIGINS: origins }).corsAllowedOrigins).toEqual(origins.split(","));
    },
  );

  test.each(["app.example.com", "https://app.example.com/page", "ftp://app.example.com", "https://a.example,*", ","])(
    "refuse %s as allowed origins",
    (origins) => {
      expect(faultsOf({ CORS_ALLOWED_ORIGINS: origins })).toEqual([expect.stringContaining("CORS_ALLOWED_ORIGINS")]);
    },
  );

  test("turn hosting, passkeys and protection off in dev stages, and on elsewhere", () => {
    expect(parse({})).toMatchObject({ hosting: false, passkeys: false, deletionProtection: false, totp: true });
    expect(parse(productionSettings)).toMatchObject({
      hosting: true,
      passkeys: true,
      deletionProtection: true,
      totp: true,
    });
    expect(parse({ HOSTING: "on", PASSKEYS: "on" })).toMatchObject({ hosting: true, passkeys: true });
  });

  test.each([
    [{ PASSKEYS: "on", USER_POOL_TIER: "LITE" }, "PASSKEYS=on needs USER_POOL_TIER"],
    [{ HOSTING: "on", PAGE_DOMAIN: "app.example.com" }, "PAGE_DOMAIN and PAGE_ZONE_ID"],
    [{ HOSTING: "on", PAGE_ZONE_ID: "Z0123456789" }, "PAGE_DOMAIN and PAGE_ZONE_ID"],
    [{ EMAIL_SENDER: "ses" }, "EMAIL_SENDER=ses needs SES_IDENTITY_ARN and EMAIL_FROM"],
    [{ EMAIL_FROM: "Team <team@example.com>" }, "EMAIL_SENDER=ses only"],
    [{ ALARM_EMAIL: "team@example.com" }, "ALARMS=on only"],
  ])("refuse %p, which do not go together", (environment, message) => {
    expect(faultsOf(environment)).toEqual([expect.stringContaining(message)]);
  });
});

describe("a stage with real users", () => {
  test("says where its state lives and who sends its e-mails", () => {
    expect(faultsOf({ STAGE: "prod" })).toEqual([
      expect.stringContaining("TF_STATE_BUCKET is missing"),
      expect.stringContaining("EMAIL_SENDER is missing"),
    ]);
  });

  test("does not report a refused variable as a missing one", () => {
    expect(faultsOf({ ...productionSettings, TF_STATE_BUCKET: "No Bucket" })).toEqual([
      expect.stringMatching(/^TF_STATE_BUCKET must be/),
    ]);
  });

  test("does not let every origin call its API", () => {
    const faults = faultsOf({ ...productionSettings, CORS_ALLOWED_ORIGINS: "*" });

    expect(faults).toEqual([expect.stringContaining("not *")]);
  });

  test("names its origins, or has a page whose origin it is", () => {
    const withoutPage = { ...productionSettings, HOSTING: "off", PASSKEYS: "off" };

    expect(faultsOf(withoutPage)).toEqual([expect.stringContaining("CORS_ALLOWED_ORIGINS is missing")]);
    expect(faultsOf({ ...withoutPage, CORS_ALLOWED_ORIGINS: "https://app.example.com" })).toEqual([]);
    expect(faultsOf({ ...withoutPage, PAGE_DOMAIN: "app.example.com" })).toEqual([]);
  });

  test("has a page to bind its passkeys to", () => {
    const environment = { ...productionSettings, HOSTING: "off", CORS_ALLOWED_ORIGINS: "https://app.example.com" };

    expect(faultsOf(environment)).toEqual([expect.stringContaining("PASSKEYS=on needs a page")]);
  });
});
