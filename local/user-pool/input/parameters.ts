/** Parameters that several operations take. Source: service model of Amazon Cognito user pools (2016-04-18). */
import { integer, list, text } from "./shapes";
import { optional, required, structure } from "./structure";

const printable = "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+";
const token = "[A-Za-z0-9-_=.]+";

export const userPoolId = text({ min: 1, max: 55, pattern: "[\\w-]+_[0-9a-zA-Z]+" });
export const clientId = text({ min: 1, max: 128, pattern: "[\\w+]+", sensitive: true });
export const clientSecret = text({ min: 24, max: 64, pattern: "[\\w+]+", sensitive: true });
export const secretHash = text({ min: 1, max: 128, pattern: "[\\w+=/]+", sensitive: true });
export const username = text({ min: 1, max: 128, pattern: printable, sensitive: true });
/** No space at either end; how long and of what is the policy's business. A refusal shows the service's own pattern. */
export const password = text({
  max: 256,
  pattern: "\\S(?:.*\\S)?",
  shownPattern: "^[\\S]+.*[\\S]+$",
  sensitive: true,
});
export const confirmationCode = text({ min: 1, max: 2048, pattern: "[\\S]+" });
/** Six digits of an authenticator app. */
export const softwareTokenCode = text({ min: 6, max: 6, pattern: "[0-9]+", sensitive: true });
export const deviceKey = text({ min: 1, max: 55, pattern: "[\\w-]+_[0-9a-f-]+" });
export const sessionText = text({ min: 20, max: 2048, sensitive: true });
export const accessToken = text({ pattern: token, sensitive: true });
export const refreshToken = text({ pattern: token, sensitive: true });
export const attributeName = text({ min: 1, max: 32, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\t\\n\\r ]+" });
export const groupName = text({ min: 1, max: 128, pattern: printable });
export const groupDescription = text({ max: 2048 });
export const groupPrecedence = integer({ min: 0 });
export const roleArn = text({
  min: 20,
  max: 2048,
  pattern: "arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?",
});
/** How many items of a list are wanted; 0 as many as fit. */
export const listLimit = integer({ min: 0, max: 60 });
/** Of pools and clients: at least one. */
export const maxResults = integer({ min: 1, max: 60 });
export const nextToken = text({ min: 1, max: 131_072, pattern: "[\\S]+" });
export const paginationToken = text({ min: 1, pattern: "[\\S]+" });
const attributeValue = text({ max: 2048, sensitive: true });

export const attribute = structure({ Name: required(attributeName), Value: optional(attributeValue) });
export const attributes = list(attribute);

export interface WireAttribute {
  readonly Name: string;
  readonly Value?: string | undefined;
}
