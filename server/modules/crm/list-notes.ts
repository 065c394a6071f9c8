import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchCustomer } from "./internal/customer-row";
import { readNotes } from "./internal/read-details";
import type { NoteDto } from "./rules/details-schema";
import type { CustomerIdInput } from "./schema";

/** The notes of a customer within reach: pinned first, then the newest, at most 200. Throws `NotFound`. */
export function listNotes(ctx: Ctx, { customerId }: CustomerIdInput): Promise<NoteDto[]> {
  authorize(ctx, "customer.read");
  return inTenant(ctx, async (tx) => {
    await fetchCustomer(ctx, tx, customerId);
    return readNotes(ctx, tx, customerId);
  });
}
