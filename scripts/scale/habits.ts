/** How people use the service. Put your own numbers in. */
export interface Habits {
  /** Part of all users who come on a day. */
  readonly activeShareADay: number;
  /** Part of all users who come at least once in a month. */
  readonly activeShareAMonth: number;
  /** With `REFRESH_TOKEN_DAYS`, most of who comes back is still signed in … */
  readonly signInsPerActiveUser: number;
  /** … and has the tokens refreshed, again after every `ID_TOKEN_MINUTES`. */
  readonly refreshesPerActiveUser: number;
  readonly requestsPerActiveUser: number;
  /** Files of the page that are asked of CloudFront; most visits find the assets in the browser's cache. */
  readonly pageFilesPerActiveUser: number;
  /** New users a day, as a part of all users. */
  readonly newShareADay: number;
  /** E-mails to a new user: the code, and a second one for some. */
  readonly emailsPerNewUser: number;
  /** Part of all users who have forgotten their password on a day. Each one gets an e-mail. */
  readonly passwordResetShareADay: number;
  /** How much more comes in the busiest second than in an average one of the day. */
  readonly peakFactor: number;
  /** Mean time that the function takes for a request. */
  readonly functionSeconds: number;
  /** What one request writes into the function's log and the access log. */
  readonly logBytesPerRequest: number;
}

export const assumedHabits: Habits = {
  activeShareADay: 0.1,
  activeShareAMonth: 0.4,
  signInsPerActiveUser: 0.5,
  refreshesPerActiveUser: 1,
  requestsPerActiveUser: 50,
  pageFilesPerActiveUser: 4,
  newShareADay: 0.01,
  emailsPerNewUser: 1.2,
  passwordResetShareADay: 0.001,
  peakFactor: 5,
  functionSeconds: 0.05,
  logBytesPerRequest: 1_000,
};

/** What `users` do on a day. @throws RangeError for less than one user */
export function dayOf(users: number, habits: Habits) {
  if (!(users >= 1)) throw new RangeError(`There must be users, not ${users}.`);
  const active = users * habits.activeShareADay;
  const created = users * habits.newShareADay;
  const passwordResets = users * habits.passwordResetShareADay;
  const requests = active * habits.requestsPerActiveUser;
  return {
    created,
    passwordResets,
    requests,
    signIns: active * habits.signInsPerActiveUser,
    refreshes: active * habits.refreshesPerActiveUser,
    emails: created * habits.emailsPerNewUser + passwordResets,
    distributionRequests: requests + active * habits.pageFilesPerActiveUser,
  };
}
