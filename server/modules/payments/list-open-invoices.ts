import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { customerBalance } from "@/server/modules/billing/customer-balance";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { payerOf } from "./internal/payer";
import { type OpenInvoicesDto, type OpenInvoicesInput, openInvoicesInput } from "./schema";

type Open = OpenInvoicesDto["invoices"][number];

/** What a customer has to pay in a currency, the oldest due first, and what they have in credit. Throws `NotFound`. */
export function listOpenInvoices(ctx: Ctx, given: OpenInvoicesInput): Promise<OpenInvoicesDto> {
  const { customerId, ...input } = openInvoicesInput.parse(given);
  authorize(ctx, "payment.record");
  return inTenant(ctx, async (tx) => {
    await payerOf(ctx, tx, customerId);
    const { currency: base, today } = await tenantFacts(ctx, tx);
    const balances = await customerBalance(ctx, tx, [customerId], today);
    const currencies = balances
      .filter(({ receivableMinor, creditMinor }) => receivableMinor > 0 || creditMinor > 0)
      .map((balance) => balance.currency);
    const fallback = currencies.includes(base) ? base : (currencies[0] ?? base);
    const currency = input.currency || fallback;
    const { rows } = await tx.execute<Open>(sql`
      select id, full_number as number, issued_on::text as "issuedOn", due_on::text as "dueOn",
        due_on < ${today}::date as overdue, total_minor::float8 as "totalMinor", open_minor::float8 as "openMinor"
      from invoices where tenant_id = ${ctx.tenantId} and customer_id = ${customerId} and currency = ${currency}
        and document_status = 'finalized' and open_minor > 0
      order by due_on, issued_on, number, id limit 200`);
    const own = balances.find((balance) => balance.currency === currency);
    return { currency, currencies, creditMinor: own?.creditMinor ?? 0, invoices: rows };
  });
}
