import { and, eq, isNull } from "drizzle-orm";
import { notes } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockCustomer } from "./internal/customer-row";
import { readNotes } from "./internal/read-details";
import { type NoteDto, type UpdateNoteInput, updateNoteInput } from "./rules/details-schema";

/** Corrects a note, pins it or lets it go. Throws `NotFound`, `Conflict`. */
export function updateNote(ctx: Ctx, given: UpdateNoteInput): Promise<NoteDto> {
  const { customerId, noteId, ...set } = updateNoteInput.parse(given);
  authorize(ctx, "customer.manage");
  return inTenant(ctx, async (tx) => {
    await lockCustomer(ctx, tx, customerId);
    const [row] = await tx
      .update(notes)
      .set({ ...set, updatedAt: ctx.now })
      .where(
        and(
          eq(notes.tenantId, ctx.tenantId),
          eq(notes.customerId, customerId),
          eq(notes.id, noteId),
          isNull(notes.deletedAt),
        ),
      )
      .returning({ pinned: notes.pinned });
    if (!row) throw new NotFound("note");
    record(ctx, "customer.noteUpdated", {
      entity: { type: "customer", id: customerId },
      payload: { noteId, pinned: row.pinned },
    });
    const [found] = await readNotes(ctx, tx, customerId, noteId);
    if (!found) throw new NotFound("note");
    return found;
  });
}
