import { manualEnforcement } from "./manual";
import { noEnforcement } from "./none";
import type { ServiceEnforcement } from "./port";
import { webhookEnforcement } from "./webhook";

/** The network module adds its own here. */
const adapters: ReadonlyMap<string, ServiceEnforcement> = new Map(
  [noEnforcement, manualEnforcement, webhookEnforcement].map((one) => [one.kind, one] as const),
);

/** Kinds that a service can be enforced by. */
export const enforcementKinds = (): string[] => [...adapters.keys()];

/** The adapter behind a kind; undefined for one that this version does not know. */
export const enforcementOf = (kind: string): ServiceEnforcement | undefined => adapters.get(kind);
