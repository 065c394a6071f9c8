import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { inTenant } from "@/server/tenancy/in-tenant";
import { onAdmin } from "@/server/testing/databases";
import { debtScene } from "@/server/testing/debts";
import { mintStaff, mintTenant } from "@/server/testing/tenant";
import { listPolicies } from "./list-policies";
import { replayPolicy } from "./replay-policy";

/** More than two lots; `PEOPLE=10000 vitest run …/replay-many.test.ts` says what as many take. */
const PEOPLE = Number(process.env["PEOPLE"] ?? 1_500);

/**
 * Customers with a service each and an invoice a month since May 2026, due on the 10th: of ten, five pay on time, two a
 * week late, one three weeks late, and two nothing.
 */
async function town() {
  const tenant = await mintTenant({ timeZone: "America/Lima" });
  const { ctx: owner } = await mintStaff(tenant, "owner");
  const scene = debtScene(tenant.ctx);
  const service = await scene.service(await scene.customer());
  const id = sql`${tenant.id}::uuid`;
  await inTenant(tenant.ctx, async (tx) => {
    await tx.execute(sql`insert into customers (tenant_id, number, name, search_text)
      select ${id}, 100 + n, 'C' || n, 'c' from generate_series(1, ${PEOPLE}::int) n`);
    await tx.execute(sql`insert into services (tenant_id, number, customer_id, item_id, state, currency, billing_mode, anchor_day, started_on)
      select c.tenant_id, c.number, c.id, s.item_id, 'active', 'PEN', 'prepaid', 1, '2026-01-01'
      from customers c, services s where c.tenant_id = ${id} and c.number > 100 and s.id = ${service}`);
    await tx.execute(sql`insert into invoices (tenant_id, customer_id, kind, number, full_number, document_status, currency, net_minor, tax_minor,
        total_minor, open_minor, issued_on, due_on, paid_at, created_at, recipient)
      select c.tenant_id, c.id, 'recurring', c.number * 10 + m, 'NV' || c.number || '-' || m, 'finalized', 'PEN', 5000, 0, 5000,
        case when p.late is null then 5000 else 0 end, make_date(2026, m, 1), make_date(2026, m, 10),
        make_date(2026, m, 10) + make_interval(days => p.late, hours => 15), make_date(2026, m, 1), '{}'
      from customers c cross join generate_series(5, 7) m
        cross join lateral (select case when c.number % 10 < 5 then -2 when c.number % 10 < 7 then 7 when c.number % 10 < 8 then 21 end as late) p
      where c.tenant_id = ${id} and c.number > 100`);
    await tx.execute(sql`insert into invoice_lines (tenant_id, invoice_id, position, kind, service_id, description, quantity, unit_price, tax_rate,
        tax_code, net_minor, tax_minor, total_minor)
      select i.tenant_id, i.id, 0, 'recurring', s.id, 'x', 1, 50, 0, 'IGV', 5000, 0, 5000
      from invoices i join services s on s.customer_id = i.customer_id and s.tenant_id = i.tenant_id where i.tenant_id = ${id}`);
    await tx.execute(sql`insert into payments (tenant_id, customer_id, method, status, currency, amount_minor, unallocated_minor, received_on, created_at)
      select tenant_id, customer_id, 'cash', 'recorded', 'PEN', 5000, 0, paid_at::date, paid_at from invoices where tenant_id = ${id} and paid_at is not null`);
    await tx.execute(sql`insert into payment_allocations (tenant_id, invoice_id, payment_id, amount_minor, created_at)
      select i.tenant_id, i.id, p.id, 5000, i.paid_at from invoices i
      join payments p on p.tenant_id = i.tenant_id and p.customer_id = i.customer_id and p.created_at = i.paid_at
      where i.tenant_id = ${id} and i.paid_at is not null`);
  });
  await onAdmin(
    process.env.DATABASE_URL ?? "",
    "analyze customers, services, invoices, invoice_lines, payments, payment_allocations",
  );
  return { ...owner, now: new Date("2026-08-01T12:00:00-05:00") };
}

test("a month of a whole company is lived again in one answer", async () => {
  const owner = await town();
  const [policy] = await listPolicies(owner);
  if (!policy) throw new Error("no ladder");
  const { id: policyId, steps, ...rules } = policy;
  const draft = {
    ...rules,
    policyId,
    steps: steps.map((step) => ({ ...step, kind: step.kind as "cut" })),
  };
  const later = {
    ...draft,
    steps: draft.steps.map((step) => ({ ...step, offsetDays: step.offsetDays + 2 })),
  };
  const [before, startedMs] = [process.cpuUsage(), performance.now()];
  const replay = await replayPolicy(owner, later as never);
  const { user, system } = process.cpuUsage(before);
  const cpuMs = (user + system) / 1_000;
  if (process.env["PEOPLE"])
    process.stderr.write(
      `${PEOPLE}: ${Math.round(performance.now() - startedMs)} ms, ${Math.round(cpuMs)} ms of our CPU\n`,
    );
  expect(replay).toMatchObject({ complete: true, customers: PEOPLE });
  expect(replay.totals.find(({ kind }) => kind === "cut")?.current).toBeGreaterThanOrEqual(
    PEOPLE / 10,
  );
}, 600_000);
