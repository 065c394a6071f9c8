import type { ServiceEnforcement } from "./port";

/** A person carries it out and says what they saw (`settleManualTask`): until then nobody can tell. */
export const manualEnforcement: ServiceEnforcement = {
  kind: "manual",
  vendor: "manual",
  byHand: true,
  apply: async () => ({}),
  readBack: async () => undefined,
  observe: async () => new Map(),
};
