import type { Transitions } from "@/server/kernel/state-machine";

type State = "open" | "returned" | "closed" | "approved";

/** A shift takes money while it is open; what was counted is approved, or goes back to be counted again. */
export const shiftMachine: Transitions<State, "close" | "approve" | "return"> = {
  open: { close: "closed" },
  returned: { close: "closed" },
  closed: { approve: "approved", return: "returned" },
  approved: {},
};
