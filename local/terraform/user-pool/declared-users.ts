/**
 * Groups and users that a stack declares as resources of their own.
 * Source: Terraform provider aws 5.100, resources "aws_cognito_user_group", "aws_cognito_user", "aws_cognito_user_in_group".
 */
import { choice } from "../argument-choice";
import { ArgumentError } from "../argument-errors";
import { Arguments } from "../arguments";
import { resourcesOfType, type Stack } from "../stack";
import { isStandardAttribute } from "./schema";

interface Declared {
  readonly address: string;
  readonly userPoolId: string;
}

export interface DeclaredGroup extends Declared {
  readonly name: string;
  readonly description: string | undefined;
  readonly precedence: number | undefined;
  readonly roleArn: string | undefined;
}

export interface DeclaredUser extends Declared {
  readonly username: string;
  /** Wire names to text. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Permanent, so that the user is confirmed. */
  readonly password: string | undefined;
  readonly temporaryPassword: string | undefined;
  readonly messageAction: "RESEND" | "SUPPRESS" | undefined;
  readonly deliveryMediums: readonly ("SMS" | "EMAIL")[] | undefined;
  readonly forceAliasCreation: boolean | undefined;
  readonly enabled: boolean;
}

export interface DeclaredMember extends Declared {
  readonly group: string;
  readonly username: string;
}

export interface DeclaredResources {
  readonly groups: readonly DeclaredGroup[];
  readonly users: readonly DeclaredUser[];
  readonly members: readonly DeclaredMember[];
}

export const declaredTypes = ["aws_cognito_user_group", "aws_cognito_user", "aws_cognito_user_in_group"] as const;

/** @param done is given the arguments of each resource when they are read @throws ArgumentError */
export function readDeclared(stack: Stack, done: (args: Arguments) => void): DeclaredResources {
  const read = <T>(type: (typeof declaredTypes)[number], readOne: (args: Arguments, declared: Declared) => T): T[] =>
    resourcesOfType(stack, type).map((resource) => {
      const args = Arguments.of(stack, resource);
      const one = readOne(args, { address: resource.address, userPoolId: args.requireString("user_pool_id") });
      done(args);
      return one;
    });
  return {
    groups: read("aws_cognito_user_group", readGroup),
    users: read("aws_cognito_user", readUser),
    members: read("aws_cognito_user_in_group", readMember),
  };
}

/** What belongs to one pool. */
export function declaredIn(userPoolId: string, { groups, users, members }: DeclaredResources): DeclaredResources {
  const isOwn = (declared: Declared) => declared.userPoolId === userPoolId;
  return { groups: groups.filter(isOwn), users: users.filter(isOwn), members: members.filter(isOwn) };
}

function readGroup(args: Arguments, declared: Declared): DeclaredGroup {
  return {
    ...declared,
    name: args.requireString("name"),
    description: args.string("description"),
    precedence: args.number("precedence"),
    roleArn: args.stringIfResolved("role_arn"), // the name of a role may have no value on this machine
  };
}

function readUser(args: Arguments, declared: Declared): DeclaredUser {
  args.hasNoLocalEffect("client_metadata", "validation_data"); // for triggers
  const mediums = args.strings("desired_delivery_mediums");
  const user = {
    ...declared,
    username: args.requireString("username"),
    attributes: wireNames(args.stringMap("attributes") ?? {}),
    // A password that another resource makes has no value here; the user is invited then, and the inbox has the mail.
    password: args.stringIfResolved("password"),
    temporaryPassword: args.stringIfResolved("temporary_password"),
    messageAction: args.has("message_action")
      ? choice(args, "message_action", ["RESEND", "SUPPRESS"], "SUPPRESS")
      : undefined,
    deliveryMediums: mediums?.map((medium) => (medium === "SMS" ? medium : "EMAIL")),
    forceAliasCreation: args.boolean("force_alias_creation"),
    enabled: args.boolean("enabled") ?? true,
  };
  if (user.password !== undefined && user.temporaryPassword !== undefined) {
    throw new ArgumentError(declared.address, "password", "cannot be combined with temporary_password");
  }
  return user;
}

function readMember(args: Arguments, declared: Declared): DeclaredMember {
  return { ...declared, group: args.requireString("group_name"), username: args.requireString("username") };
}

/** The provider takes custom attributes with and without their prefix. */
function wireNames(attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const wireName = (name: string) => (isStandardAttribute(name) || name.includes("custom:") ? name : `custom:${name}`);
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [wireName(name), value]));
}
