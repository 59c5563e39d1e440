import { setTimeout as sleep } from "node:timers/promises";
import {
  AdminAddUserToGroupCommand,
  type CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  CreateGroupCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  paginateListUsers,
  paginateListUsersInGroup,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { isFullLoad } from "../../support/full-load";
import { aStackFile } from "./support/a-stack-file";
import { type ChildPool, end, startChildPool } from "./support/child-pool";
import { aDataDirWithKeys, sdkClient } from "./support/running-pool";
import { password } from "./support/users";

const kills = isFullLoad ? 40 : 2;
const writers = 8;
const GroupName = "readers";

/** What was acknowledged of one user before the pool was killed. */
interface Acknowledged {
  readonly sub: string;
  isConfirmed?: boolean;
  isInGroup?: boolean;
  refreshToken?: string | undefined;
}

test(
  `what was acknowledged is there after kill -9, ${kills} times in the middle of writes`,
  async () => {
    const stack = aStackFile();
    const data = aDataDirWithKeys(stack);
    const start = () => startChildPool(["--stack", stack, "--port", "0", "--data", data]);
    const users: Acknowledged[] = [];

    for (let kill = 1; kill <= kills; kill += 1) {
      const pool = await start();
      if (kill === 1) await using(pool, (cognito) => cognito.send(new CreateGroupCommand({ ...ids(pool), GroupName })));
      await expectAllThere(pool, users);
      const killed = new AbortController();
      const writing = Array.from({ length: writers }, (_, writer) =>
        writeUntilKilled(pool, `${kill}-${writer}`, users, killed.signal),
      );
      await sleep(150 + Math.random() * 350);
      // On a busy machine no writer may have come as far as a token yet: the last kill waits for one.
      const ended = Promise.all(writing).then(() => true);
      while (kill === kills && !users.some(hasToken)) if (await Promise.race([ended, sleep(20)])) break;
      await end(pool, "SIGKILL");
      killed.abort(); // no request outlives the process that it went to, whatever the sockets say
      await ended;
    }

    const pool = await start();
    expect(users.length).toBeGreaterThan(kills);
    expect(users.filter(hasToken)).not.toEqual([]);
    await expectAllThere(pool, users);
    await expect(end(pool, "SIGTERM")).resolves.toBe(0);
  },
  kills * 30_000,
);

function hasToken({ refreshToken }: Acknowledged): boolean {
  return refreshToken !== undefined;
}

async function writeUntilKilled(
  pool: ChildPool,
  name: string,
  users: Acknowledged[],
  abortSignal: AbortSignal,
): Promise<void> {
  const ClientId = pool.userPoolClientId;
  const options = { abortSignal };
  await using(pool, async (cognito) => {
    for (let count = 1; ; count += 1) {
      const Username = `user-${name}-${count}@example.com`;
      const user: Acknowledged = {
        sub: (await cognito.send(new SignUpCommand({ ClientId, Username, Password: password }), options)).UserSub ?? "",
      };
      users.push(user);
      const inbox = await fetch(`${pool.url}/inbox/${encodeURIComponent(Username)}.json`, { signal: abortSignal });
      const { messages } = (await inbox.json()) as { messages: { code: string }[] };
      const ConfirmationCode = messages[0]?.code;
      await cognito.send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode }), options);
      user.isConfirmed = true;
      await cognito.send(new AdminAddUserToGroupCommand({ ...ids(pool), Username, GroupName }), options);
      user.isInGroup = true;
      const signIn = { USERNAME: Username, PASSWORD: password };
      const answer = await cognito.send(
        new InitiateAuthCommand({ ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: signIn }),
        options,
      );
      user.refreshToken = answer.AuthenticationResult?.RefreshToken;
    }
  }).catch(() => {
    // The pool was killed: what was not acknowledged may be there or not.
  });
}

async function expectAllThere(pool: ChildPool, users: readonly Acknowledged[]): Promise<void> {
  await using(pool, async (cognito) => {
    const statuses = new Map<string, string>();
    for await (const page of paginateListUsers({ client: cognito }, ids(pool))) {
      for (const { Username = "", UserStatus = "" } of page.Users ?? []) statuses.set(Username, UserStatus);
    }
    const members = new Set<string>();
    for await (const page of paginateListUsersInGroup({ client: cognito }, { ...ids(pool), GroupName })) {
      for (const { Username = "" } of page.Users ?? []) members.add(Username);
    }
    const lost = users.filter(({ sub, isConfirmed, isInGroup }) => {
      const isAsConfirmed = isConfirmed ? statuses.get(sub) === "CONFIRMED" : statuses.has(sub);
      return !isAsConfirmed || (isInGroup && !members.has(sub));
    });
    expect(lost).toEqual([]);

    const ClientId = pool.userPoolClientId;
    const latest = users.flatMap(({ refreshToken }) => refreshToken ?? []).slice(-writers);
    for (const RefreshToken of latest) {
      await cognito.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken }));
    }
  });
}

async function using<T>(pool: ChildPool, work: (cognito: CognitoIdentityProviderClient) => Promise<T>): Promise<T> {
  const cognito = sdkClient(pool.url);
  try {
    return await work(cognito);
  } finally {
    cognito.destroy();
  }
}

function ids({ userPoolId }: ChildPool) {
  return { UserPoolId: userPoolId };
}
