import type { Transitions } from "@/server/kernel/state-machine";

type State = "waiting" | "matched" | "linked" | "ignored" | "out";

/** Money that left is nobody's payment; what was decided about the rest can be taken back. */
export const movementMachine: Transitions<State, "match" | "link" | "ignore" | "reopen"> = {
  waiting: { match: "matched", link: "linked", ignore: "ignored" },
  /** Waits again when its payment is taken back (`free-movement.ts`). */
  matched: {},
  linked: { reopen: "waiting" },
  ignored: { reopen: "waiting" },
  out: {},
};
