import { operations } from "../../../local/user-pool/operations";

/** Whether the embedded user pool answers an operation; a story about one that it does not yet answer is skipped. */
export const offers = (operation: string): boolean => operations.has(operation);
