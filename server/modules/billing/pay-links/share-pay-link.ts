import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { authorize } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import { readSettings } from "@/server/modules/tenants/get-settings";
import { readSender } from "@/server/modules/templates/read-sender";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { ofCustomersWithinReach } from "../of-customers-within-reach";
import { openPayLinks } from "./open-pay-links";
import type { PayLinkDto, PayLinkInput } from "./schema";

/** The address under which an invoice, or all that a customer has open, can be paid by whoever has it. Throws `NotFound`. */
export function sharePayLink(
  ctx: Ctx,
  { customerId, invoiceId }: PayLinkInput,
): Promise<PayLinkDto> {
  authorize(ctx, "payment.record");
  return inTenant(ctx, async (tx) => {
    await mustBeTheirs(ctx, tx, { customerId, invoiceId });
    const [path = ""] = await openPayLinks(ctx, tx, [{ customerId, invoiceId: invoiceId ?? null }]);
    const { portalOrigin } = await readSender(ctx, tx);
    const { linkDays } = (await readSettings(ctx, tx, "paying")).data;
    const expiresAt = new Date(ctx.now.getTime() + linkDays * 86_400_000).toISOString();
    return { url: `${portalOrigin}${path}`, expiresAt };
  });
}

async function mustBeTheirs(
  ctx: Ctx,
  tx: Tx,
  { customerId, invoiceId }: PayLinkInput,
): Promise<void> {
  const { rows } = await tx.execute<{ id: string; issued: boolean }>(sql`
    select c.id, ${invoiceId ?? null}::uuid is null or exists (select 1 from invoices i
      where i.tenant_id = c.tenant_id and i.customer_id = c.id and i.id = ${invoiceId ?? null}
        and i.document_status = 'finalized') as issued
    from customers c where c.tenant_id = ${ctx.tenantId} and c.id = ${customerId}
      and ${ofCustomersWithinReach(ctx, "payment.record", sql`c.id`)}
      and ${ofCustomersWithinReach(ctx, "invoice.read", sql`c.id`)}`);
  if (!rows[0]) throw new NotFound("customer");
  if (!rows[0].issued) throw new NotFound("invoice");
}
