import { sql } from "drizzle-orm";
import { paymentProofs } from "@/db/schema/by-hand";
import { authorize } from "@/server/auth/authorize";
import { ofCustomersWithinReach } from "@/server/modules/billing/of-customers-within-reach";
import { countRows } from "@/server/modules/work/count-rows";
import { whereOf } from "@/server/modules/work/list-query";
import type { CountDto, ListQuery } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { proofList } from "./list-spec";

/** How many proofs within reach the query means. */
export async function countProofs(ctx: Ctx, query: ListQuery): Promise<CountDto> {
  authorize(ctx, "payment.read");
  const reach = ofCustomersWithinReach(ctx, "payment.read", paymentProofs.customerId);
  const where = sql`${whereOf(ctx, proofList, query)} and ${reach}`;
  return inTenant(ctx, (tx) => countRows(tx, sql`payment_proofs`, where));
}
