/** From a number of users to the load that each quota sees, and to the quota that breaks first. */
import { type QuotaName, quotas } from "./quotas";

/** How people use the service. Put your own numbers in. */
export interface Habits {
  /** Part of all users who come on a day. */
  readonly activeShareADay: number;
  readonly signInsPerActiveUser: number;
  readonly requestsPerActiveUser: number;
  /** New users a day, as a part of all users. */
  readonly newShareADay: number;
  /** E-mails to a new user: the code, and a second one for some. */
  readonly emailsPerNewUser: number;
  /** How much more comes in the busiest second than in an average one of the day. */
  readonly peakFactor: number;
  /** Mean time that the function takes for a request. */
  readonly functionSeconds: number;
}

export const assumedHabits: Habits = {
  activeShareADay: 0.1,
  signInsPerActiveUser: 1,
  requestsPerActiveUser: 50,
  newShareADay: 0.01,
  emailsPerNewUser: 1.2,
  peakFactor: 5,
  functionSeconds: 0.05,
};

export interface Load {
  readonly quota: QuotaName;
  readonly load: number;
  /** `load` as a part of the quota: above 1 it breaks. */
  readonly used: number;
}

const secondsADay = 86_400;

/** Operations of UserCreation for one new user: SignUp and ConfirmSignUp. */
const creationsPerNewUser = 2;

/** The load of `users` users on each quota, the fullest first. @throws RangeError for less than one user */
export function loadOf(users: number, habits: Habits = assumedHabits): readonly Load[] {
  if (!(users >= 1)) throw new RangeError(`There must be users, not ${users}.`);
  const active = users * habits.activeShareADay;
  const created = users * habits.newShareADay;
  const atPeak = (perDay: number) => (perDay / secondsADay) * habits.peakFactor;
  const requests = atPeak(active * habits.requestsPerActiveUser);

  const loads: Record<QuotaName, number> = {
    cognitoEmailsPerDay: created * habits.emailsPerNewUser,
    sesEmailsPerDay: created * habits.emailsPerNewUser,
    userAuthentication: atPeak(active * habits.signInsPerActiveUser),
    userCreation: atPeak(created * creationsPerNewUser),
    usersPerPool: users,
    gatewayRequests: requests,
    lambdaConcurrency: requests * habits.functionSeconds,
  };
  return Object.entries(loads)
    .map(([name, load]) => ({ quota: name as QuotaName, load, used: load / quotas[name as QuotaName].value }))
    .sort((one, other) => other.used - one.used);
}

/** The number of users at which `quota` is full. */
export function usersUntilFull(quota: QuotaName, habits: Habits = assumedHabits): number {
  const perUser = loadOf(1_000_000, habits).find((load) => load.quota === quota);
  return Math.floor(1_000_000 / (perUser?.used ?? Number.POSITIVE_INFINITY));
}
