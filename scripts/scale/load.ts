/** From a number of users to the load that each quota sees, and to the quota that breaks first. */
import { assumedHabits, dayOf, type Habits } from "./habits";
import { type QuotaName, quotas } from "./quotas";

export interface Load {
  readonly quota: QuotaName;
  readonly load: number;
  /** `load` as a part of the quota: above 1 it breaks. */
  readonly used: number;
}

const secondsADay = 86_400;

/** SignUp and ConfirmSignUp; ForgotPassword and ConfirmForgotPassword. */
const callsEach = 2;

/**
 * An execution environment takes 10 requests a second at most: a function quicker than this holds as much of the quota as
 * one that takes this long (AWS Lambda Developer Guide, "Understanding Lambda function scaling").
 */
const shortestSecondsThatCount = 0.1;

/** The load of `users` users on each quota, the fullest first. @throws RangeError for less than one user */
export function loadOf(users: number, habits: Habits = assumedHabits): readonly Load[] {
  const day = dayOf(users, habits);
  const atPeak = (perDay: number) => (perDay / secondsADay) * habits.peakFactor;
  const requests = atPeak(day.requests);

  const loads: Record<QuotaName, number> = {
    cognitoEmailsPerDay: day.emails,
    sesSandboxEmailsPerDay: day.emails,
    userAuthentication: atPeak(day.signIns + day.refreshes),
    userCreation: atPeak(day.created * callsEach),
    userAccountRecovery: atPeak(day.passwordResets * callsEach),
    usersPerPool: users,
    gatewayRequests: requests,
    lambdaConcurrency: requests * Math.max(habits.functionSeconds, shortestSecondsThatCount),
    webAclRequests: requests,
    distributionRequests: atPeak(day.distributionRequests),
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
