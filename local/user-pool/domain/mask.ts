/** Where a code went, as the caller may see it: `f***@e***`, `+*******9878`. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf("@");
  return `${address.charAt(0)}***@${address.charAt(at + 1)}***`;
}

export function maskPhoneNumber(number: string): string {
  return `+${"*".repeat(Math.max(0, number.length - 5))}${number.slice(-4)}`;
}
