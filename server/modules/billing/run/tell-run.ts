import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { defineJob } from "@/server/jobs/define-job";
import { once } from "@/server/jobs/once";
import { moneyParam } from "@/server/modules/notifications/rules/money-param";
import { tellCustomers } from "@/server/modules/notifications/tell-customers";
import type { Ctx } from "@/server/tenancy/context";
import { openPayLinks } from "../pay-links/open-pay-links";

const schema = z.object({ runId: z.uuid(), after: z.uuid(), last: z.uuid() });

/**
 * Tells the customers of one posted chunk of their documents: one transaction, and once, however often it is delivered.
 * What was voided meanwhile, or costs nothing, is no news.
 */
export const tellRun = defineJob({
  name: "billing.tellRun",
  schema,
  handle: async (ctx, payload, delivery) => {
    await once(ctx, delivery, (tx) => tellOfChunk(ctx, tx, payload));
  },
});

type Issued = {
  id: string;
  customerId: string;
  number: string;
  currency: string;
  totalMinor: number;
  dueOn: string;
};

async function tellOfChunk(
  ctx: Ctx,
  tx: Tx,
  { runId, after, last }: z.output<typeof schema>,
): Promise<void> {
  const { rows } = await tx.execute<Issued>(sql`
    select i.id, i.customer_id as "customerId", i.full_number as number, i.currency, i.total_minor::float8 as "totalMinor",
      i.due_on::text as "dueOn"
    from billing_run_lines l join invoices i on i.tenant_id = l.tenant_id and i.id = l.invoice_id
    where l.tenant_id = ${ctx.tenantId} and l.run_id = ${runId} and l.customer_id > ${after} and l.customer_id <= ${last}
      and l.position = 1 and i.document_status = 'finalized' and i.total_minor <> 0
    order by l.customer_id, i.id`);
  const wanted = rows.map(({ id, customerId }) => ({ customerId, invoiceId: id }));
  const urls = await openPayLinks(ctx, tx, wanted);
  await tellCustomers(
    ctx,
    tx,
    rows.map(({ id, customerId, number, currency, totalMinor, dueOn }, at) => ({
      event: "billing.invoiceIssued" as const,
      customerId,
      entity: { type: "invoice", id },
      params: { number, total: moneyParam(totalMinor, currency), dueOn },
      secrets: { url: urls[at] ?? "/" },
      dedupeKey: `invoice.created:${id}`,
    })),
  );
}
