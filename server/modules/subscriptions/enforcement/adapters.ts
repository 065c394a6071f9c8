import { routerosEnforcement } from "@/server/modules/network/routeros-enforcement";
import { manualEnforcement } from "./manual";
import { noEnforcement } from "./none";
import type { ServiceEnforcement } from "./port";
import { webhookEnforcement } from "./webhook";

const adapters: ReadonlyMap<string, ServiceEnforcement> = new Map(
  [noEnforcement, manualEnforcement, webhookEnforcement, routerosEnforcement].map(
    (one) => [one.kind, one] as const,
  ),
);

/** Kinds that a service can be enforced by. */
export const enforcementKinds = (): string[] => [...adapters.keys()];

/** The adapter behind a kind; undefined for one that this version does not know. */
export const enforcementOf = (kind: string): ServiceEnforcement | undefined => adapters.get(kind);
