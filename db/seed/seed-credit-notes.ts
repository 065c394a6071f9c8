import { sql } from "drizzle-orm";
import { addDays, type Day, dayIn } from "@/server/kernel/day";
import { issueCreditNote } from "@/server/modules/billing/issue-credit-note";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

const NOTES = 9;
const REASONS = [
  "Descuento por dos días sin servicio",
  "Descuento por visita técnica reprogramada",
  "Cobro duplicado de la instalación",
];

type Claim = { id: string; openMinor: number; issuedOn: Day };

/** A few open bills from which something was taken back four days after they were issued, by the product's own verb. */
export async function seedCreditNotes(owner: Ctx, timeZone: string): Promise<void> {
  const before = addDays(dayIn(timeZone, owner.now), -5);
  const { rows } = await inTenant(owner, (tx) =>
    tx.execute<Claim>(sql`
      select id, open_minor::float8 as "openMinor", issued_on::text as "issuedOn" from (
        select id, open_minor, issued_on, full_number from invoices
        where tenant_id = ${owner.tenantId} and document_status = 'finalized' and open_minor = total_minor
          and open_minor > 1000 and issued_on < ${before}::date
          and not exists (select 1 from credit_notes c where c.tenant_id = ${owner.tenantId})
        order by md5(full_number) limit ${NOTES}) as picked
      order by issued_on, full_number`),
  );
  for (const [place, { id, openMinor, issuedOn }] of rows.entries()) {
    const at = { ...owner, now: new Date(`${addDays(issuedOn, 4)}T15:20:00Z`) };
    await issueCreditNote(at, {
      invoiceId: id,
      reason: REASONS[place % REASONS.length] ?? "",
      of: { what: "amount", amountMinor: Math.round(openMinor / (place % 4 === 3 ? 2 : 10)) },
    });
  }
}
