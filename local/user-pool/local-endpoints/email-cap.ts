/** `/local/email-cap`: how many e-mails a day may be sent; `null` for as many as there are. */

import { InvalidParameterException } from "../errors";
import { integer } from "../input/shapes";
import { optional, readStructure } from "../input/structure";
import type { LocalControls, LocalEndpoint } from "./endpoint";

const input = { perDay: optional(integer({ min: 0, max: 1_000_000 })) };

export const emailCap: LocalEndpoint = {
  GET: ({ emailQuota }) => capAnswer(emailQuota),
  POST({ emailQuota }, { body }) {
    const { perDay = null } = readStructure(input, body);
    if (!Object.hasOwn(body as object, "perDay")) {
      throw new InvalidParameterException("perDay is missing: a number, or null for no cap.");
    }
    emailQuota.setPerDay(perDay);
    return capAnswer(emailQuota);
  },
};

function capAnswer({ perDay, sentToday }: LocalControls["emailQuota"]) {
  return { perDay, sentToday };
}
