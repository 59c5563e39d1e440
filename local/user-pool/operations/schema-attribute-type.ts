/** `SchemaAttributeType` of the API. */
import type { AttributeSchema } from "../../terraform/user-pool/schema";

export function wireSchema({ name, type, mutable, required, ...limits }: AttributeSchema) {
  return {
    Name: name,
    AttributeDataType: type,
    DeveloperOnlyAttribute: name.startsWith("dev:"),
    Mutable: mutable,
    Required: required,
    StringAttributeConstraints:
      type === "String" ? { MinLength: String(limits.minLength), MaxLength: String(limits.maxLength) } : undefined,
    NumberAttributeConstraints:
      type === "Number" ? { MinValue: finite(limits.minValue), MaxValue: finite(limits.maxValue) } : undefined,
  };
}

function finite(limit: number): string | undefined {
  return Number.isFinite(limit) ? String(limit) : undefined;
}
