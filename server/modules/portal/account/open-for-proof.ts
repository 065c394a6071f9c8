import { sql } from "drizzle-orm";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ownInvoices } from "../internal/own-invoices";
import type { OpenForProof } from "./proof-schema";

/** What the signed-in customer can say that they paid: open invoices, the oldest due first. */
export function openForProof(ctx: Ctx): Promise<OpenForProof> {
  return inTenant(ctx, async (tx) => {
    const { today, currency } = await tenantFacts(ctx, tx);
    const rest = sql`and open_minor > 0 and document_status = 'finalized' order by due_on, id limit 20`;
    const invoices = await ownInvoices(ctx, tx, today, rest);
    return { today, currency, invoices };
  });
}
