import { sql } from "drizzle-orm";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { draftInvoice } from "@/server/modules/billing/draft-invoice";
import { issueInvoice } from "@/server/modules/billing/issue-invoice";
import { createCustomer } from "@/server/modules/crm/create-customer";
import { chargeCard } from "@/server/modules/payments/cards/charge-card";
import { chargeDue } from "@/server/modules/payments/cards/charge-due";
import { forgetCard } from "@/server/modules/payments/cards/forget-card";
import { watchCards } from "@/server/modules/payments/cards/watch-cards";
import { type Ctx, systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { asJobs } from "./queue-rigs/graphile-rig";
import { mintStaff, mintTenant } from "./tenant";

const delivery = (name: string) => ({
  ...{ jobId: newId(), name, attempt: 1, timeoutMs: 60_000, signal: new AbortController().signal },
  deadline: new Date(Date.now() + 60_000),
});

/** A demo's tenant in Lima with a customer who owes and pays, and the jobs that charge their card. */
export async function payerScene() {
  const tenant = await mintTenant();
  await composition().db.platform.transaction(tenant.id, (tx) =>
    tx.execute(
      sql`update tenants set demo = true, time_zone = 'America/Lima' where id = ${tenant.id}`,
    ),
  );
  const { ctx: owner } = await mintStaff(tenant, "owner");
  const rows = async (query: ReturnType<typeof sql>) =>
    (await inTenant(tenant.ctx, (tx) => tx.execute<Record<string, unknown>>(query))).rows;
  const classId = newId();
  await rows(sql`insert into tax_classes (id, tenant_id, code, name, is_default)
    values (${classId}, ${tenant.id}, 'IGV', 'IGV', true)`);
  await rows(sql`insert into tax_rates (tenant_id, tax_class_id, rate, valid_from)
    values (${tenant.id}, ${classId}, 18, '2011-03-01')`);
  await rows(sql`insert into fx_rates (tenant_id, currency, on_day, rate, source)
    select ${tenant.id}, 'USD', day::date, 3.7, 'manual' from generate_series('2026-09-25'::date, current_date, interval '1 day') as day`);
  const { id: customerId } = await createCustomer(owner, {
    ...{ name: "Rosa Quispe", email: "rosa@mail.example", phone: "+51987654321", city: "Lima" },
  });
  const as = (id = customerId): Ctx => ({
    ...{ ...tenant.ctx, ip: "10.0.0.9", userAgent: "Browser 1" },
    actor: { kind: "customer", customerId: id, sessionId: newId() },
  });
  /** An invoice of Rosa's, due on that day. */
  const bill = async (dueOn: string, unitPrice = "100", currency = "PEN"): Promise<string> => {
    const lines = [{ description: "Internet", unitPrice }];
    const { id } = await draftInvoice(owner, { customerId, lines, currency });
    await issueInvoice(owner, { invoiceId: id });
    await rows(sql`update invoices set due_on = ${dueOn} where id = ${id}`);
    return id;
  };
  const system = (at: string): Ctx => systemCtx(tenant.id, "test", { now: new Date(at) });
  /** What was asked for of that job, whether or not it was asked before. */
  const queued = async <T>(job: string): Promise<T[]> => {
    const found = await asJobs<{ payload: { payload: T } }>(
      "select payload from graphile_worker._private_jobs where payload->>'tenant' = $1 and payload->>'job' = $2 order by id",
      [tenant.id, job],
    );
    return found.rows.map(({ payload }) => payload.payload);
  };
  const chargeOne = (at: string, input: { invoiceId: string; tryNumber: number }) =>
    chargeCard.handle(system(at), input, delivery("payments.chargeCard"));
  return {
    ...{ tenant, owner, customerId, rows, as, bill, system, queued },
    chargeOne,
    /** Looks for what is due at that instant and charges it, as the worker would. */
    charge: async (at: string) => {
      await chargeDue.handle(system(at), {}, delivery("payments.chargeDue"));
      type Asked = { invoiceId: string; tryNumber: number };
      for (const asked of await queued<Asked>("payments.chargeCard")) await chargeOne(at, asked);
    },
    watch: (at: string) => watchCards.handle(system(at), {}, delivery("payments.watchCards")),
    forget: async () => {
      for (const asked of await queued<{ methodId: string }>("payments.forgetCard"))
        await forgetCard.handle(system(new Date().toISOString()), asked, delivery("x"));
    },
    facts: async (name: string) =>
      (
        await rows(sql`select body::jsonb -> 'payload' as payload from events
          where tenant_id = ${tenant.id} and name = ${name} order by seq`)
      ).map(({ payload }) => payload),
  };
}
