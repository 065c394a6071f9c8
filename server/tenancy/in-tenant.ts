import type { Tx } from "@/db/client";
import { composition } from "@/server/composition";
import type { Ctx } from "./context";
import { runScope } from "./run-scope";
import { scopes } from "./scope";

/**
 * Runs `work` in one transaction that can see and write only `ctx.tenantId`'s rows (row-level security).
 * Facts recorded and jobs enqueued inside are written as its last statements; a throw rolls all back.
 * Nested with the same tenant it joins the open transaction; with another tenant it throws.
 */
export async function inTenant<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const open = scopes.getStore();
  if (open) {
    if (open.role !== "app" || open.tenantId !== ctx.tenantId)
      throw new Error("inTenant() nested in the transaction of another tenant");
    return work(open.tx);
  }
  return runScope(composition().db.app, "app", ctx, work);
}
