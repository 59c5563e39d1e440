import { apiControls } from "./api-controls";
import type { Control } from "./control";
import { functionControls } from "./function-controls";
import { operationsControls } from "./operations-controls";
import { pageControls } from "./page-controls";
import { userPoolControls } from "./user-pool-controls";

/** Every rule that was looked at, by part. */
export const controls: Readonly<Record<string, readonly Control[]>> = {
  "User pool": userPoolControls,
  API: apiControls,
  "Function and permissions": functionControls,
  Page: pageControls,
  "Logs and alarms": operationsControls,
};
