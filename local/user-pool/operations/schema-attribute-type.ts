/** `SchemaAttributeType` of the API. */
import type { AttributeSchema } from "../../terraform/user-pool/schema";

export function wireSchema({ name, type, mutable, required, ...limits }: AttributeSchema) {
  return {
    Name: name,
    AttributeDataType: type,
    DeveloperOnlyAttribute: name.startsWith("dev:"),
    Mutable: mutable,
    Required: required,
    ...(type === "String"
      ? { StringAttributeConstraints: { MinLength: String(limits.minLength), MaxLength: String(limits.maxLength) } }
      : {}),
    ...(type === "Number" ? { NumberAttributeConstraints: numberLimits(limits) } : {}),
  };
}

function numberLimits({ minValue, maxValue }: Pick<AttributeSchema, "minValue" | "maxValue">) {
  return {
    ...(Number.isFinite(minValue) ? { MinValue: String(minValue) } : {}),
    ...(Number.isFinite(maxValue) ? { MaxValue: String(maxValue) } : {}),
  };
}
