/**
 * The attributes that users of a pool can have: OpenID Connect's standard ones, and what `schema` blocks add or change.
 * Source: Amazon Cognito Developer Guide, "Working with user attributes".
 */
import { choice } from "../argument-choice";
import { ArgumentError } from "../argument-errors";
import type { Arguments } from "../arguments";

export interface AttributeSchema {
  /** As on the wire: custom attributes carry `custom:`. */
  readonly name: string;
  readonly type: "String" | "Number" | "DateTime" | "Boolean";
  readonly mutable: boolean;
  readonly required: boolean;
  readonly minLength: number;
  readonly maxLength: number;
  readonly minValue: number;
  readonly maxValue: number;
}

const standardNames = [
  ...["address", "birthdate", "email", "family_name", "gender", "given_name", "locale", "middle_name", "name"],
  ...["nickname", "phone_number", "picture", "preferred_username", "profile", "updated_at", "website", "zoneinfo"],
  ...["email_verified", "phone_number_verified", "sub"],
];

/** What every attribute starts from. */
const plain: Omit<AttributeSchema, "name"> = {
  type: "String",
  mutable: true,
  required: false,
  minLength: 0,
  maxLength: 2048,
  minValue: Number.NEGATIVE_INFINITY,
  maxValue: Number.POSITIVE_INFINITY,
};

export function isStandardAttribute(name: string): boolean {
  return standardNames.includes(name);
}

/** The whole schema of a pool with these `schema` blocks. @throws ArgumentError */
export function readSchema(blocks: readonly Arguments[]): readonly AttributeSchema[] {
  const declared = new Map(blocks.map(readAttribute).map((attribute) => [attribute.name, attribute]));
  const standard = standardNames.map((name) => declared.get(name) ?? standardAttribute(name));
  const custom = [...declared.values()].filter(({ name }) => !isStandardAttribute(name));
  return [...standard, ...custom];
}

function standardAttribute(name: string): AttributeSchema {
  if (name === "sub") return { name, ...plain, mutable: false };
  if (name === "birthdate") return { name, ...plain, minLength: 10, maxLength: 10 };
  if (name === "updated_at") return { name, ...plain, type: "Number", minValue: 0 };
  if (name.endsWith("_verified")) return { name, ...plain, type: "Boolean" };
  return { name, ...plain };
}

function readAttribute(block: Arguments): AttributeSchema {
  const name = block.requireString("name");
  block.requireString("attribute_data_type");
  const isStandard = isStandardAttribute(name);
  const developerOnly = block.boolean("developer_only_attribute") ?? false;
  const text = block.block("string_attribute_constraints");
  const number = block.block("number_attribute_constraints");
  if (!isStandard && block.boolean("required")) {
    throw new ArgumentError(block.address, block.pathOf("required"), "is for standard attributes only");
  }
  const base = isStandard ? standardAttribute(name) : plain;
  return {
    name: isStandard ? name : `${developerOnly ? "dev:" : ""}custom:${name}`,
    type: choice(block, "attribute_data_type", ["String", "Number", "DateTime", "Boolean"], "String"),
    // Attributes made by the API are immutable unless asked otherwise; standard ones are mutable.
    mutable: block.boolean("mutable") ?? isStandard,
    required: block.boolean("required") ?? false,
    minLength: text?.number("min_length") ?? base.minLength,
    maxLength: text?.number("max_length") ?? base.maxLength,
    minValue: number?.number("min_value") ?? base.minValue,
    maxValue: number?.number("max_value") ?? base.maxValue,
  };
}
