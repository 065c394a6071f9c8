import { sql } from "drizzle-orm";
import sharp from "sharp";
import { storeUpload } from "@/server/modules/files/store-upload";
import { submitProof } from "@/server/modules/payments/proofs/submit-proof";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { seedId } from "./seed-id";

type Debtor = {
  customerId: string;
  invoiceId: string;
  currency: string;
  openMinor: number;
};

/** Three proofs that wait, of who owes longest: two are of one transfer, brought by two people. */
export async function seedProofs(owner: Ctx): Promise<void> {
  const debtors = await inTenant(owner, async (tx) => {
    const { rows } = await tx.execute<Debtor>(sql`
      select distinct on (i.customer_id) i.customer_id as "customerId", i.id as "invoiceId", i.currency,
        i.open_minor::float8 as "openMinor"
      from invoices i where i.tenant_id = ${owner.tenantId} and i.document_status = 'finalized' and i.open_minor > 0
        and not exists (select 1 from payment_proofs p where p.tenant_id = i.tenant_id)
      order by i.customer_id, i.due_on limit 3`);
    return rows;
  });
  for (const [place, debtor] of debtors.entries()) await bring(owner, debtor, place);
}

const OPERATIONS = ["00412876", "00398120", "412876"];

async function bring(owner: Ctx, debtor: Debtor, place: number): Promise<void> {
  const { customerId, invoiceId, currency, openMinor: amountMinor } = debtor;
  const sessionId = seedId(`proof:${customerId}`);
  const ctx: Ctx = { ...owner, actor: { kind: "customer", customerId, sessionId } };
  const operation = OPERATIONS[place] ?? "";
  const bytes = await picture(`${currency} ${(amountMinor / 100).toFixed(2)}`, operation, place);
  const { id: fileId } = await storeUpload(ctx, { name: `voucher-${operation}.png`, bytes });
  await inTenant(ctx, async (tx) => {
    const { today: paidOn } = await tenantFacts(ctx, tx);
    await submitProof(ctx, tx, {
      ...{ customerId, fileId, currency, amountMinor, paidOn, operation, source: "portal" },
      ...{ bank: "BCP", note: "", invoiceIds: [invoiceId] },
    });
  });
}

/** A voucher as a bank's app draws one. */
const picture = (amount: string, operation: string, place: number): Promise<Buffer> =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="360" height="520" font-family="sans-serif">
      <rect width="360" height="520" fill="#f4f5f8"/><rect x="20" y="20" width="320" height="480" rx="16" fill="#fff"/>
      <circle cx="180" cy="96" r="${34 + place}" fill="#1f9d6b"/>
      <path d="M164 97l12 12 22-26" stroke="#fff" stroke-width="6" fill="none"/>
      <text x="180" y="176" font-size="20" text-anchor="middle" fill="#222">Transferencia enviada</text>
      <text x="180" y="232" font-size="34" text-anchor="middle" font-weight="bold" fill="#111">${amount}</text>
      <text x="180" y="300" font-size="16" text-anchor="middle" fill="#555">N.º de operación</text>
      <text x="180" y="328" font-size="20" text-anchor="middle" fill="#111">${operation}</text>
    </svg>`),
  )
    .png()
    .toBuffer();
