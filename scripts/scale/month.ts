/** How much of what AWS charges for a stage uses in a month. The bill is these numbers times the prices of the day. */
import { assumedHabits, dayOf, type Habits } from "./habits";
import type { PriceName } from "./prices";

const daysAMonth = 30;

/** Calls of Cognito: a sign-in answers a challenge, a sign-up and a reset confirm a code. */
const callsEach = { signIn: 2, refresh: 1, signUp: 2, reset: 2 };

export type Use = Readonly<Partial<Record<PriceName, number>>>;

/** What grows with the users, of a stage with everything on. @throws RangeError for less than one user */
export function monthOf(users: number, memoryMegabytes: number, habits: Habits = assumedHabits): Use {
  const day = dayOf(users, habits);
  const requests = day.requests * daysAMonth;
  const userPoolCalls =
    day.signIns * callsEach.signIn +
    day.refreshes * callsEach.refresh +
    day.created * callsEach.signUp +
    day.passwordResets * callsEach.reset;
  return {
    essentialsUsers: users * habits.activeShareAMonth,
    gatewayRequests: requests,
    functionRequests: requests,
    functionGigabyteSeconds: requests * habits.functionSeconds * (memoryMegabytes / 1024),
    emails: day.emails * daysAMonth,
    logGigabytes: (requests * habits.logBytesPerRequest) / 1e9,
    distributionRequests: day.distributionRequests * daysAMonth,
    webAclRequests: requests + userPoolCalls * daysAMonth,
  };
}

/** What does not grow, of a stage with everything on. A test counts them in the synthesized stack. */
export const standing = { alarmMetrics: 7, dashboards: 1, webAcls: 2, webAclRules: 8 } as const satisfies Use;
