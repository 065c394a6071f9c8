import { sql } from "drizzle-orm";
import { toMajor } from "@/server/kernel/money";
import { payReference } from "@/server/kernel/pay-reference";
import { storeUpload } from "@/server/modules/files/store-upload";
import { acceptMovement } from "@/server/modules/payments/bank/accept-movement";
import { addAccount } from "@/server/modules/payments/bank/add-account";
import { listAccounts } from "@/server/modules/payments/bank/list-accounts";
import { listMovements } from "@/server/modules/payments/bank/list-movements";
import { takeStatement } from "@/server/modules/payments/bank/take-statement";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

type Debtor = { id: string; number: number; name: string; currency: string; openMinor: number };

/** A statement of the week: told by reference, by a proof's operation, by the amount alone, by nothing; one is taken already. */
export async function seedBank(owner: Ctx): Promise<void> {
  const { debtors, day, currency } = await inTenant(owner, async (tx) => {
    const facts = await tenantFacts(owner, tx);
    const { rows } = await tx.execute<Debtor>(sql`
      select distinct on (c.number) c.id, c.number::int, c.name, i.currency, i.open_minor::float8 as "openMinor"
      from invoices i join customers c on c.tenant_id = i.tenant_id and c.id = i.customer_id
      where i.tenant_id = ${owner.tenantId} and i.document_status = 'finalized' and i.open_minor > 0
        and i.due_on >= ${facts.today}::date and i.currency = ${facts.currency}
        and not exists (select 1 from payment_proofs p where p.tenant_id = i.tenant_id and p.customer_id = c.id)
      order by c.number desc, i.due_on limit 3`);
    return { debtors: rows, day: facts.today, currency: facts.currency };
  });
  const [taken, certain, silent] = debtors;
  if (!taken || !certain || !silent) return;
  const shown = day.split("-").toReversed().join("/");
  const amount = ({ openMinor }: Debtor) => toMajor(openMinor, currency).replace(".", ",");
  const lines = [
    `Cuenta corriente ${currency}`,
    "Fecha;Descripción;N° operación;Cargo;Abono",
    `${shown};TRANSF ${payReference(taken.number)};00771204;;${amount(taken)}`,
    `${shown};YAPE ${payReference(certain.number)};00771390;;${amount(certain)}`,
    `${shown};ABONO EN CUENTA;00772011;;${amount(silent)}`,
    `${shown};DEPOSITO EN AGENTE;00772140;;137,41`,
    `${shown};COMISION MANTENIMIENTO;;12,00;`,
  ];
  const bytes = new TextEncoder().encode(lines.join("\r\n"));
  const { id: fileId } = await storeUpload(owner, { name: "extracto.csv", bytes });
  const [known] = await listAccounts(owner);
  const { id: bankAccountId } = known ?? (await addAccount(owner, { name: "BCP soles", currency }));
  const mapping = { movedOn: 0, text: 1, reference: 2, debit: 3, credit: 4 };
  await takeStatement(owner, { bankAccountId, fileId, mapping });
  const { items } = await listMovements(owner, {
    filters: "",
    search: "00771204",
    sort: "",
    limit: 1,
  });
  const as = { kind: "customer", id: taken.id } as const;
  const [first] = items;
  if (first?.status === "waiting") await acceptMovement(owner, { movementId: first.id, as });
}
