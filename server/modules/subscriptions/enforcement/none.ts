import type { ServiceEnforcement } from "./port";

/** Nothing stands behind the service: what is wished is so, and that is said. */
export const noEnforcement: ServiceEnforcement = {
  kind: "none",
  vendor: "none",
  byHand: false,
  apply: async () => ({}),
  readBack: async (_ctx, { desired }) => ({ state: desired, evidence: { by: "none" } }),
  observe: async (_ctx, targets) =>
    new Map(
      targets.map(({ serviceId, desired }) => [
        serviceId,
        { state: desired, evidence: { by: "none" } },
      ]),
    ),
};
