import { scalePage } from "./scale-page";
import { securityControlsPage } from "./security-controls-page";
import { settingsPage } from "./settings-page";

/** The pages that are made from code, by file. */
export function generatedDocs(): Readonly<Record<string, string>> {
  return {
    "docs/settings.md": settingsPage(),
    "docs/security-controls.md": securityControlsPage(),
    "docs/scale.md": scalePage(),
  };
}
