import { notes } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { lockCustomer } from "./internal/customer-row";
import { readNotes } from "./internal/read-details";
import { type AddNoteInput, addNoteInput, type NoteDto } from "./rules/details-schema";

/** Writes a note down; its words stand in no fact. Throws `NotFound`, `Conflict`. */
export function addNote(ctx: Ctx, given: AddNoteInput): Promise<NoteDto> {
  const { customerId, text, pinned } = addNoteInput.parse(given);
  authorize(ctx, "customer.manage");
  const membershipId = ctx.actor.kind === "user" ? ctx.actor.membershipId : null;
  return inTenant(ctx, async (tx) => {
    await lockCustomer(ctx, tx, customerId);
    const id = newId(ctx.now.getTime());
    const at = { createdAt: ctx.now, updatedAt: ctx.now };
    await tx
      .insert(notes)
      .values({ id, tenantId: ctx.tenantId, customerId, membershipId, text, pinned, ...at });
    record(ctx, "customer.noteAdded", {
      entity: { type: "customer", id: customerId },
      payload: { noteId: id },
    });
    const [found] = await readNotes(ctx, tx, customerId, id);
    if (!found) throw new Error("insert gave no row");
    return found;
  });
}
