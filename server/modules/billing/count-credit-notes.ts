import { sql } from "drizzle-orm";
import { creditNotes } from "@/db/schema/billing";
import { authorize } from "@/server/auth/authorize";
import { countRows } from "@/server/modules/work/count-rows";
import { whereOf } from "@/server/modules/work/list-query";
import type { CountDto, ListQuery } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { creditNoteList } from "./list-spec";
import { ofCustomersWithinReach } from "./of-customers-within-reach";

/** How many credit notes within reach the query means. */
export async function countCreditNotes(ctx: Ctx, query: ListQuery): Promise<CountDto> {
  authorize(ctx, "invoice.read");
  const reach = ofCustomersWithinReach(ctx, "invoice.read", creditNotes.customerId);
  const where = sql`${whereOf(ctx, creditNoteList, query)} and ${reach}`;
  return inTenant(ctx, (tx) => countRows(tx, sql`credit_notes`, where));
}
