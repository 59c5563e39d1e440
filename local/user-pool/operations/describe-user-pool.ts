/** DescribeUserPool: the pool as the stack asks for it. Source: API Reference, "DescribeUserPool", "UserPoolType". */
import { localAccountId } from "../../terraform/identifiers";
import type { UserPoolSettings } from "../../terraform/user-pool/settings";
import { userPoolId } from "../input/parameters";
import { required } from "../input/structure";
import type { Pool } from "../pool";
import { operation } from "./operation";
import { wireSchema } from "./schema-attribute-type";

export const describeUserPool = operation({
  access: "signed",
  input: { UserPoolId: required(userPoolId) },
  answer: ({ pools }, { UserPoolId }) => ({ UserPool: wirePool(pools.require(UserPoolId)) }),
});

/** Passkey settings are not in it; see GetUserPoolMfaConfig. */
function wirePool({ id, settings, history, users }: Pool) {
  return {
    Id: id,
    Name: settings.name,
    Arn: `arn:aws:cognito-idp:${settings.region}:${localAccountId}:userpool/${id}`,
    Policies: {
      PasswordPolicy: wirePasswordPolicy(settings),
      SignInPolicy: { AllowedFirstAuthFactors: settings.firstFactors },
    },
    DeletionProtection: settings.deletionProtection,
    LambdaConfig: {},
    ...history.datesOf(id),
    SchemaAttributes: settings.schema.map(wireSchema),
    AutoVerifiedAttributes: unlessEmpty(settings.autoVerifiedAttributes),
    AliasAttributes: unlessEmpty(settings.aliasAttributes),
    UsernameAttributes: unlessEmpty(settings.usernameAttributes),
    EmailVerificationMessage: settings.verificationMessage.body,
    EmailVerificationSubject: settings.verificationMessage.subject,
    VerificationMessageTemplate: {
      DefaultEmailOption: "CONFIRM_WITH_CODE",
      EmailMessage: settings.verificationMessage.body,
      EmailSubject: settings.verificationMessage.subject,
    },
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: settings.verifyBeforeUpdate },
    MfaConfiguration: settings.mfaConfiguration,
    EstimatedNumberOfUsers: users.all().length,
    EmailConfiguration: { EmailSendingAccount: settings.emailSendingAccount },
    UserPoolTags: settings.tags,
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: settings.adminCreateUserOnly,
      UnusedAccountValidityDays: settings.passwordPolicy.temporaryPasswordValidityDays,
      InviteMessageTemplate: {
        EmailMessage: settings.invitationMessage.body,
        EmailSubject: settings.invitationMessage.subject,
      },
    },
    UsernameConfiguration: settings.hasUsernameConfiguration ? { CaseSensitive: settings.caseSensitive } : undefined,
    AccountRecoverySetting: {
      RecoveryMechanisms: settings.recovery.map((Name, index) => ({ Priority: index + 1, Name })),
    },
    UserPoolTier: settings.tier,
  };
}

function wirePasswordPolicy({ passwordPolicy }: UserPoolSettings) {
  return {
    MinimumLength: passwordPolicy.minimumLength,
    RequireUppercase: passwordPolicy.requireUppercase,
    RequireLowercase: passwordPolicy.requireLowercase,
    RequireNumbers: passwordPolicy.requireNumbers,
    RequireSymbols: passwordPolicy.requireSymbols,
    PasswordHistorySize: passwordPolicy.historySize || undefined,
    TemporaryPasswordValidityDays: passwordPolicy.temporaryPasswordValidityDays,
  };
}

/** The service leaves out lists that were never set. */
function unlessEmpty(list: readonly string[]) {
  return list.length === 0 ? undefined : list;
}
