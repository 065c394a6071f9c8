import type { ATTEMPT_STATES } from "../pay/schema";

type State = (typeof ATTEMPT_STATES)[number];

const STATES: Readonly<Record<string, State>> = {
  approved: "paid",
  disputed: "paid",
  rejected: "refused",
  expired: "over",
  cancelled: "over",
  mismatch: "review",
  partiallyRefunded: "givenBack",
  refunded: "givenBack",
  chargedBack: "givenBack",
};

/** How a try to pay stands, in the words of who pays; whatever is not decided is waited for. */
export const attemptState = (status: string): State => STATES[status] ?? "waiting";
