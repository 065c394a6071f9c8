import type { Router } from "./router";
import { Trap } from "./trap";

/** Runs a script's source. */
export function runScript(
  _router: Router,
  _source: string,
  _by: { user: string; can(policy: string): boolean },
): void {
  throw new Trap("failure: not written yet", 3);
}
