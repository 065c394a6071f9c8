import { AsyncLocalStorage } from "node:async_hooks";
import type { Tx } from "@/db/client";
import type { PendingEvent } from "@/server/events/record";
import type { PendingJob } from "@/server/jobs/enqueue";

/** One open transaction and what waits to be written as its last statements. */
export type Scope = {
  readonly role: "app" | "platform";
  readonly tenantId: string;
  readonly tx: Tx;
  readonly events: PendingEvent[];
  readonly jobs: PendingJob[];
  /** Run after the commit, never before; errors there are logged, not thrown. */
  readonly afterCommit: (() => void | Promise<void>)[];
};

const key = Symbol.for("trama.scopes");
type Holder = { [key]?: AsyncLocalStorage<Scope> };

/** On globalThis, because main.ts and Next are two module graphs in one process. */
export const scopes: AsyncLocalStorage<Scope> = ((globalThis as Holder)[key] ??=
  new AsyncLocalStorage<Scope>());

/** The open scope; throws outside `inTenant` / `asPlatform`. */
export function openScope(): Scope {
  const scope = scopes.getStore();
  if (!scope) throw new Error("no open transaction: call this inside inTenant() or asPlatform()");
  return scope;
}
