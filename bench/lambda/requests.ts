/** What is sent to every contestant, and what each has to answer: a fast wrong answer must not win. */
import { deepStrictEqual } from "node:assert";
import { routes } from "../../api/routes";
import { publicGreeting, securedGreeting } from "../peers/greetings";
import { proxyEvent } from "./event";
import type { Measured, MeasuredRequests } from "./measured-process";
import type { UserPoolKeys } from "./user-pool-keys";

export const email = "ada@example.com";

export type RequestEvents = Pick<MeasuredRequests, "secured" | "public" | "forged">;

export function requestEvents({ idToken, claims }: Pick<UserPoolKeys, "idToken" | "claims">): RequestEvents {
  const [header, payload, signature = ""] = idToken.split(".");
  const forged = [header, payload, `A${signature.slice(1)}`.replace(/^AA/, "BA")].join(".");
  const { path } = routes.helloWorldSecured;
  return {
    secured: JSON.stringify(proxyEvent({ path, idToken, claims })),
    public: JSON.stringify(proxyEvent({ path: routes.helloWorld.path })),
    forged: JSON.stringify(proxyEvent({ path, idToken: forged, claims })),
  };
}

/** @throws AssertionError with what is different */
export function assertAnswers(answers: Measured["answers"]): void {
  deepStrictEqual(readAnswer(answers.secured), { status: 200, body: securedGreeting(email), origin: "*" });
  deepStrictEqual(readAnswer(answers.public), { status: 200, body: publicGreeting, origin: "*" });
  deepStrictEqual(readAnswer(answers.forged), { status: 401, body: { message: "Unauthorized" }, origin: "*" });
}

interface Answer {
  readonly statusCode: number;
  readonly body: string;
  readonly isBase64Encoded?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
}

function readAnswer(value: unknown) {
  const { statusCode, body, isBase64Encoded, headers, multiValueHeaders } = value as Answer;
  const text = isBase64Encoded ? Buffer.from(body, "base64").toString("utf8") : body;
  const entries = Object.entries({ ...headers, ...multiValueHeaders });
  const [, origin] = entries.find(([name]) => name.toLowerCase() === "access-control-allow-origin") ?? [];
  return { status: statusCode, body: JSON.parse(text), origin: String(origin) };
}
