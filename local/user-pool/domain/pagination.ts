/**
 * Long lists in pages. A page's token names the last item that was answered, so a page is right even when items came
 * or went in between, that one included.
 */
import { InvalidParameterException } from "../errors";

export interface PageRequest {
  /** Items wanted; 0 and nothing mean as many as fit. */
  readonly limit: number | undefined;
  readonly token: string | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent after the last item. */
  readonly next?: string;
}

/** Items of a page at most. Source: API Reference, the `Limit` of each listing. */
const mostOnPage = 60;

/**
 * @param orderOf a text that tells items apart and that they are sorted by
 * @throws InvalidParameterException a token that no list gave out (U: text)
 */
export function pageOf<T>(all: readonly T[], orderOf: (item: T) => string, { limit, token }: PageRequest): Page<T> {
  const after = token === undefined ? undefined : readToken(token);
  const left = all
    .map((item) => ({ item, order: orderOf(item) }))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .filter(({ order }) => after === undefined || order > after);
  const page = left.slice(0, limit || mostOnPage);
  const last = page.at(-1);
  return {
    items: page.map(({ item }) => item),
    ...(last !== undefined && page.length < left.length ? { next: writeToken(last.order) } : {}),
  };
}

const tag = "after ";

function writeToken(order: string): string {
  return Buffer.from(tag + order).toString("base64url");
}

function readToken(token: string): string {
  const text = Buffer.from(token, "base64url").toString("utf8");
  if (!text.startsWith(tag)) throw new InvalidParameterException("Invalid pagination token given.");
  return text.slice(tag.length);
}

/** Sorts by time, and by name within one millisecond. @param at epoch milliseconds */
export function byTime(at: number, name: string): string {
  return `${String(at).padStart(16, "0")} ${name}`;
}
