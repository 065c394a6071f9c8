import { sql } from "drizzle-orm";
import type { Database, Tx } from "@/db/client";
import { appendEvents } from "@/server/events/append-events";
import { storePersonalDetails } from "@/server/events/personal-details";
import { reactInTransaction } from "@/server/events/react-in-transaction";
import { askForDelivery } from "@/server/events/ask-for-delivery";
import { flushJobs } from "@/server/jobs/enqueue";
import { log } from "@/server/log";
import type { Ctx } from "./context";
import { isAwaited } from "./is-awaited";
import { chainsOf } from "./chains-of";
import { type Scope, scopes } from "./scope";

/**
 * One transaction under one role and tenant: work → reactions marked `inTx` → chain (late, so that its head is held
 * briefly) → jobs, with a delivery if these are the first facts after a quiet time → commit. Chain before jobs, always:
 * both lock a row per tenant, and two transactions that lock them in different orders wait in a circle.
 */
export async function runScope<T>(
  database: Database,
  role: Scope["role"],
  ctx: Ctx,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const afterCommit: Scope["afterCommit"] = [];
  const run = async (tx: Tx): Promise<T> => {
    const scope: Scope = { role, tenantId: ctx.tenantId, tx, events: [], jobs: [], afterCommit };
    const value = await scopes.run(scope, async () => {
      const done = await work(tx);
      await reactInTransaction(scope);
      return done;
    });
    await storePersonalDetails(scope);
    for (const chain of chainsOf(scope)) {
      // The platform's role may state facts in several tenants' chains; each is appended as that tenant.
      if (role === "platform")
        await tx.execute(sql`select set_config('app.tenant_id', ${chain.tenantId}, true)`);
      if (await appendEvents(chain)) askForDelivery(scope, { ...ctx, tenantId: chain.tenantId });
    }
    await flushJobs(ctx, scope);
    return value;
  };
  const result = await database.transaction(ctx.tenantId, run, { named: isAwaited(ctx) });
  for (const hook of afterCommit)
    await Promise.resolve()
      .then(hook)
      .catch((error: unknown) => log.error({ err: error }, "after-commit hook failed"));
  return result;
}
