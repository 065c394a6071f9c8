import { sql } from "drizzle-orm";
import type { Day } from "@/server/kernel/day";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

/** Rows of a tenant that owes and is owed, put straight into the tables: what dunning looks at. */
export type DebtScene = {
  customer(over?: {
    name?: string;
    exempt?: boolean;
    policyId?: string;
    owner?: string;
  }): Promise<string>;
  service(
    customerId: string,
    over?: { state?: string; branchId?: string; policyId?: string },
  ): Promise<string>;
  invoice(
    customerId: string,
    over: {
      dueOn: Day;
      issuedOn?: Day;
      total?: number;
      kind?: string;
      services?: string[];
      currency?: string;
      fxRate?: string;
    },
  ): Promise<string>;
};

export function debtScene(ctx: Ctx): DebtScene {
  const run = <T extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
    inTenant(ctx, async (tx) => (await tx.execute<T>(query)).rows);
  let number = 0;
  const item = async (policyId: string | null): Promise<string> => {
    const id = newId();
    const tax = newId();
    await run(
      sql`insert into tax_classes (id, tenant_id, code, name) values (${tax}, ${ctx.tenantId}, ${tax}, 'IGV')`,
    );
    await run(sql`insert into catalog_items (id, tenant_id, code, name, kind, tax_class_id, dunning_policy_id)
      values (${id}, ${ctx.tenantId}, ${id}, 'Fibra 100', 'subscription', ${tax}, ${policyId}::uuid)`);
    return id;
  };
  return {
    async customer({ name = "Rosa", exempt = false, policyId, owner } = {}) {
      const id = newId();
      await run(sql`insert into customers (id, tenant_id, number, name, email, dunning_exempt, dunning_policy_id, owner_membership_id, search_text)
        values (${id}, ${ctx.tenantId}, ${++number}, ${name}, ${`${id}@customer.example`}, ${exempt}, ${policyId ?? null}::uuid,
          ${owner ?? null}::uuid, ${name.toLowerCase()})`);
      return id;
    },
    async service(customerId, { state = "active", branchId, policyId } = {}) {
      const id = newId();
      await run(sql`insert into services (id, tenant_id, number, customer_id, item_id, label, state, branch_id, currency, billing_mode,
          anchor_day, started_on)
        values (${id}, ${ctx.tenantId}, ${++number}, ${customerId}, ${await item(policyId ?? null)}, 'Casa', ${state},
          ${branchId ?? null}::uuid, 'PEN', 'prepaid', 1, '2026-01-01')`);
      return id;
    },
    async invoice(
      customerId,
      {
        dueOn,
        issuedOn,
        total = 10_000,
        kind = "recurring",
        services = [],
        currency = "PEN",
        fxRate = "1",
      },
    ) {
      const id = newId();
      await run(sql`insert into invoices (id, tenant_id, customer_id, kind, number, full_number, document_status, currency, fx_rate, net_minor,
          tax_minor, total_minor, open_minor, issued_on, due_on, recipient)
        values (${id}, ${ctx.tenantId}, ${customerId}, ${kind}, ${++number}, ${`NV01-${number}`}, 'finalized', ${currency}, ${fxRate}, ${total}, 0,
          ${total}, ${total}, ${issuedOn ?? "2026-01-01"}, ${dueOn}, '{}')`);
      for (const [position, serviceId] of services.entries())
        await run(sql`insert into invoice_lines (tenant_id, invoice_id, position, kind, service_id, description, quantity, unit_price, tax_rate,
            tax_code, net_minor, tax_minor, total_minor)
          values (${ctx.tenantId}, ${id}, ${position}, 'recurring', ${serviceId}, 'Fibra', 1, 100, 0, 'IGV', ${total}, 0, ${total})`);
      return id;
    },
  };
}
