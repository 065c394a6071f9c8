/** What other modules may do with settings that have a verb of their own. */
export { saveSettings } from "./internal/save-settings";
