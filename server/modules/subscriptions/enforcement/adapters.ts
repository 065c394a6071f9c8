import { manualEnforcement } from "./manual";
import { noEnforcement } from "./none";
import type { ServiceEnforcement } from "./port";
import { webhookEnforcement } from "./webhook";

const adapters = new Map<string, ServiceEnforcement>(
  [noEnforcement, manualEnforcement, webhookEnforcement].map((one) => [one.kind, one]),
);

/** Kinds that a service can be enforced by. */
export const enforcementKinds = (): string[] => [...adapters.keys()];

/** The adapter behind a kind; undefined for one that this version does not know. */
export const enforcementOf = (kind: string): ServiceEnforcement | undefined => adapters.get(kind);

/** Adds an adapter (the network module's at start, a test's); returns what takes it out again. */
export function registerEnforcement(adapter: ServiceEnforcement): () => void {
  const before = adapters.get(adapter.kind);
  adapters.set(adapter.kind, adapter);
  return () => {
    if (before) adapters.set(adapter.kind, before);
    else adapters.delete(adapter.kind);
  };
}
