import { and, eq, isNull } from "drizzle-orm";
import { notes } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockCustomer } from "./internal/customer-row";
import type { NoteIdInput } from "./rules/details-schema";

/** Takes a note out of sight; the row stays. Throws `NotFound`, `Conflict`. */
export function removeNote(ctx: Ctx, { customerId, noteId }: NoteIdInput): Promise<void> {
  authorize(ctx, "customer.manage");
  return inTenant(ctx, async (tx) => {
    await lockCustomer(ctx, tx, customerId);
    const gone = await tx
      .update(notes)
      .set({ deletedAt: ctx.now, pinned: false })
      .where(
        and(
          eq(notes.tenantId, ctx.tenantId),
          eq(notes.customerId, customerId),
          eq(notes.id, noteId),
          isNull(notes.deletedAt),
        ),
      )
      .returning({ id: notes.id });
    if (gone.length === 0) throw new NotFound("note");
    record(ctx, "customer.noteRemoved", {
      entity: { type: "customer", id: customerId },
      payload: { noteId },
    });
  });
}
