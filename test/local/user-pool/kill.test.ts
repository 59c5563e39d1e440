import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ConfirmSignUpCommand, ListUsersCommand, SignUpCommand } from "@aws-sdk/client-cognito-identity-provider";
import { aClient, aStackJson, aUserPool } from "./support/a-stack";
import { type ChildPool, end, startChildPool } from "./support/child-pool";
import { aDataDir, sdkClient } from "./support/running-pool";
import { password } from "./support/users";

const kills = process.env.LOAD === "full" ? 40 : 4;
const writers = 8;

/** What was acknowledged before the pool was killed. */
interface Acknowledged {
  readonly sub: string;
  readonly isConfirmed: boolean;
}

test(
  `what was acknowledged is there after kill -9, ${kills} times in the middle of writes`,
  async () => {
    const data = aDataDir();
    const stack = join(aDataDir(), "cdk.tf.json");
    const pools = {
      aws_cognito_user_pool: { users: aUserPool },
      aws_cognito_user_pool_client: { client: aClient },
    };
    writeFileSync(stack, JSON.stringify(aStackJson(pools)));
    const users = new Map<string, Acknowledged>();

    for (let kill = 1; kill <= kills; kill += 1) {
      const pool = await startChildPool(["--stack", stack, "--port", "0", "--data", data]);
      try {
        await expectAllThere(pool, users);
        const killed = new AbortController();
        const writing = Array.from({ length: writers }, (_, writer) =>
          writeUntilKilled(pool, `${kill}-${writer}`, users, killed.signal),
        );
        await new Promise((resolve) => setTimeout(resolve, 150 + Math.random() * 350));
        await end(pool, "SIGKILL");
        await Promise.all(writing);
      } finally {
        await end(pool, "SIGKILL");
      }
    }

    const pool = await startChildPool(["--stack", stack, "--port", "0", "--data", data]);
    try {
      expect(users.size).toBeGreaterThan(kills);
      await expectAllThere(pool, users);
    } finally {
      await end(pool, "SIGTERM");
    }
  },
  kills * 30_000,
);

async function writeUntilKilled(
  pool: ChildPool,
  name: string,
  users: Map<string, Acknowledged>,
  abortSignal: AbortSignal,
): Promise<void> {
  const cognito = sdkClient(pool.url);
  const ClientId = pool.userPoolClientId;
  try {
    for (let count = 1; ; count += 1) {
      const Username = `user-${name}-${count}@example.com`;
      const { UserSub: sub = "" } = await cognito.send(new SignUpCommand({ ClientId, Username, Password: password }), {
        abortSignal,
      });
      users.set(Username, { sub, isConfirmed: false });
      const inbox = await fetch(`${pool.url}/inbox/${encodeURIComponent(Username)}.json`, {
        signal: abortSignal,
      });
      const { messages } = (await inbox.json()) as { messages: { code: string }[] };
      await cognito.send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode: messages[0]?.code }), {
        abortSignal,
      });
      users.set(Username, { sub, isConfirmed: true });
    }
  } catch {
    // The pool was killed: what was not acknowledged may be there or not.
  } finally {
    cognito.destroy();
  }
}

async function expectAllThere(pool: ChildPool, users: ReadonlyMap<string, Acknowledged>): Promise<void> {
  const cognito = sdkClient(pool.url);
  const found = new Map<string, string>();
  let PaginationToken: string | undefined;
  do {
    const page = await cognito.send(new ListUsersCommand({ UserPoolId: pool.userPoolId, PaginationToken }));
    for (const { Username = "", UserStatus = "" } of page.Users ?? []) found.set(Username, UserStatus);
    PaginationToken = page.PaginationToken;
  } while (PaginationToken !== undefined);
  cognito.destroy();

  const lost = [...users.values()].filter(({ sub, isConfirmed }) =>
    isConfirmed ? found.get(sub) !== "CONFIRMED" : !found.has(sub),
  );
  expect(lost).toEqual([]);
}
