import { and, eq, inArray, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Tx } from "@/db/client";
import { panicHeld } from "@/db/schema/operations";
import { record } from "@/server/events/record";
import type { JobDefinition } from "@/server/jobs/define-job";
import { newId } from "@/server/kernel/ids";
import type { HeldBy } from "@/server/outbound/panic-gate";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

/** A command as it is listed, and the job that carries it out once released. `payload` holds ids, no secret. */
export type HeldCommand<S extends z.ZodType> = {
  readonly heldBy: HeldBy;
  /** One line for a person: what would have happened to whom. */
  readonly summary: string;
  readonly job: JobDefinition<S>;
  readonly payload: z.input<S>;
  /** The same command, held again, is one line. */
  readonly dedupeKey: string;
};

/**
 * Lists a command that panic held back. Held twice it is listed once; held again after a release it is
 * listed again; dropped by a person it stays dropped. Returns whether it is new on the list.
 */
export async function holdCommand<S extends z.ZodType>(
  ctx: Ctx,
  command: HeldCommand<S>,
): Promise<boolean> {
  const { heldBy, summary, job, dedupeKey } = command;
  const payload = job.schema.parse(command.payload);
  return inTenant(ctx, async (tx) => {
    const { switchId, switchTenantId, actionClass } = heldBy;
    const fresh = { switchId, switchTenantId, summary, payload, heldAt: ctx.now };
    const values = { id: newId(), tenantId: ctx.tenantId, actionClass, dedupeKey, ...fresh };
    const [row] = await tx
      .insert(panicHeld)
      .values({ ...values, jobName: job.name })
      .onConflictDoUpdate({
        target: [panicHeld.tenantId, panicHeld.dedupeKey],
        set: { ...fresh, status: "held", resolvedAt: null, resolvedBy: null },
        setWhere: sql`${panicHeld.status} = 'released'`,
      })
      .returning({ id: panicHeld.id });
    if (!row) return false;
    record(ctx, "panic.commandHeld", {
      entity: { type: "panicHeld", id: row.id },
      payload: { switchId, actionClass, jobName: job.name },
    });
    return true;
  });
}

/** Locks the held rows with these ids; those already resolved, or another tenant's, are not among them. */
export function lockHeld(tx: Tx, tenantId: string, ids: readonly string[]) {
  return tx
    .select({
      id: panicHeld.id,
      switchId: panicHeld.switchId,
      jobName: panicHeld.jobName,
      payload: panicHeld.payload,
      dedupeKey: panicHeld.dedupeKey,
    })
    .from(panicHeld)
    .where(
      and(
        eq(panicHeld.tenantId, tenantId),
        inArray(panicHeld.id, [...ids]),
        eq(panicHeld.status, "held"),
      ),
    )
    .for("update");
}
