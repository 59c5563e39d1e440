/** The TIMESTAMP of a password proof, such as `Wed Apr 5 22:42:34 UTC 2017`: English, day without leading zero. */
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const form = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\w{3}) ([1-9]\d?) (\d\d):(\d\d):(\d\d) UTC (\d{4})$/;

/** U: the real window is short, its size is not public. */
const windowMs = 10 * 60_000;

/** Whether the text has the one accepted form and names a time near `now`. */
export function isCurrentTimestamp(text: string, now: Date): boolean {
  const [, month = "", ...numbers] = form.exec(text) ?? [];
  const [day = 0, hours = 0, minutes = 0, seconds = 0, year = 0] = numbers.map(Number);
  if (!months.includes(month)) return false;
  const time = Date.UTC(year, months.indexOf(month), day, hours, minutes, seconds);
  return Math.abs(time - now.getTime()) <= windowMs;
}
