/** Whether attribute values fit a pool's schema. */
import type { AttributeSchema } from "../../terraform/user-pool/schema";
import { InvalidParameterException } from "../errors";
import type { WireAttribute } from "../input/parameters";
import type { Attributes } from "./user";

type Schema = readonly AttributeSchema[];

/**
 * Wire attributes as a record; of a name given twice the last counts, an absent value is empty text. Verified flags are kept
 * as "true" and "false", though Python's clients write "True".
 */
export function toRecord(attributes: readonly WireAttribute[] = []): Attributes {
  return Object.fromEntries(
    attributes.map(({ Name, Value = "" }) => [Name, Name.endsWith("_verified") ? Value.toLowerCase() : Value]),
  );
}

/** @throws InvalidParameterException unknown name, wrong form, or out of range */
export function assertFitsSchema(schema: Schema, attributes: Attributes): void {
  const problems: string[] = [];
  for (const [name, value] of Object.entries(attributes)) {
    const attribute = schema.find((candidate) => candidate.name === name);
    if (attribute === undefined) problems.push(unknownAttribute(name));
    else if (value !== "") problems.push(...misfits(attribute, value).map((text) => `${name}: ${text}\n`));
  }
  if (problems.length > 0) throw nonconforming(problems);
}

/** @throws InvalidParameterException naming every required attribute without a value */
export function assertRequiredPresent(schema: Schema, attributes: Attributes): void {
  const missing = missingRequired(schema, attributes);
  if (missing.length > 0) throw nonconforming(missing.map((name) => `${name}: The attribute is required\n`));
}

export function missingRequired(schema: Schema, attributes: Attributes): string[] {
  return schema.filter(({ required, name }) => required && !attributes[name]).map(({ name }) => name);
}

/** @throws InvalidParameterException for an attribute that is set once and for all; the text is U */
export function assertMutable(schema: Schema, names: readonly string[]): void {
  const fixed = schema.find(({ mutable, name }) => !mutable && names.includes(name));
  if (fixed !== undefined) throw new InvalidParameterException(`user.${fixed.name}: Attribute cannot be updated.\n`);
}

function nonconforming(problems: readonly string[]): InvalidParameterException {
  return new InvalidParameterException(`Attributes did not conform to the schema: ${problems.join("")}`);
}

function unknownAttribute(name: string): string {
  if (name.includes("custom:")) {
    throw new InvalidParameterException(`Type for attribute {${name}} could not be determined`);
  }
  return `${name}: Attribute does not exist in the schema.\n`;
}

/** What is wrong with a value. Texts of ranges are U. */
function misfits(attribute: AttributeSchema, value: string): string[] {
  const { name, type, minLength, maxLength, minValue, maxValue } = attribute;
  if (name === "email" && !isEmailAddress(value)) throw new InvalidParameterException("Invalid email address format.");
  if (name === "phone_number" && !isPhoneNumber(value)) {
    throw new InvalidParameterException("Invalid phone number format.");
  }
  switch (type) {
    case "String":
      if (value.length < minLength) return [`String must be at least ${minLength} characters long.`];
      return value.length > maxLength ? [`String must be no longer than ${maxLength} characters.`] : [];
    case "Number": {
      const number = Number(value);
      if (!/^-?\d+(\.\d+)?$/.test(value)) return ["Value must be a number."];
      if (number < minValue) return [`Number must be greater than or equal to ${minValue}.`];
      return number > maxValue ? [`Number must be less than or equal to ${maxValue}.`] : [];
    }
    case "Boolean":
      return /^(?:true|false)$/i.test(value) ? [] : ["Value must be true or false."];
    case "DateTime":
      return Number.isNaN(Date.parse(value)) ? ["Value must be a date and time."] : [];
  }
}

export function isEmailAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>()[\],;:\\"]+@[^\s@.<>()[\],;:\\"]+(?:\.[^\s@.<>()[\],;:\\"]+)+$/.test(text);
}

export function isPhoneNumber(text: string): boolean {
  return /^\+[1-9]\d{1,14}$/.test(text);
}
