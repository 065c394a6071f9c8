import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { switchPanicOff } from "@/server/panic/switch-panic-off";
import { switchPanicOn } from "@/server/panic/switch-panic-on";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { debtScene } from "@/server/testing/debts";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { overdueSuspend } from "./climb-ladder";
import { createPolicy } from "./create-policy";
import { whoWouldBeCut } from "./who-would-be-cut";

let tenant: TestTenant;
let owner: Ctx;
beforeEach(async () => {
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
});

const at = (local: string): Ctx => ({ ...tenant.ctx, now: new Date(`${local}:00-05:00`) });
const look = (ctx: Ctx) =>
  overdueSuspend.handle(
    ctx,
    { schedule: "overdue.suspend", period: "p", at: ctx.now.toISOString(), after: null },
    {
      ...{ name: "overdue.suspend", jobId: newId(), attempt: 1, timeoutMs: 60_000 },
      signal: new AbortController().signal,
      deadline: new Date(Date.now() + 60_000),
    },
  );
const count = async (query: ReturnType<typeof sql>) => {
  const { rows } = await inTenant(tenant.ctx, (tx) => tx.execute<{ n: number }>(query));
  return rows[0]?.n;
};
const held = () => count(sql`select count(*)::int as n from services where 'debt' = any(holds)`);
const done = (kind: string) =>
  count(
    sql`select count(*)::int as n from dunning_steps where kind = ${kind} and outcome = 'done'`,
  );

/** So many customers, each with a service on an invoice that was due on the 1st of July 2026. */
async function debtors(many: number): Promise<void> {
  const scene = debtScene(tenant.ctx);
  const first = await scene.customer();
  const service = await scene.service(first);
  await scene.invoice(first, { dueOn: "2026-07-01", services: [service] });
  await inTenant(tenant.ctx, async (tx) => {
    await tx.execute(sql`insert into customers (tenant_id, number, name, search_text)
      select ${tenant.id}, 100 + n, 'C' || n, 'c' from generate_series(2, ${many}) n`);
    await tx.execute(sql`insert into services (tenant_id, number, customer_id, item_id, state, currency, billing_mode, anchor_day, started_on)
      select c.tenant_id, c.number, c.id, s.item_id, 'active', 'PEN', 'prepaid', 1, '2026-01-01'
      from customers c, services s where c.tenant_id = ${tenant.id} and c.number > 100 and s.id = ${service}`);
    await tx.execute(sql`insert into invoices (tenant_id, customer_id, kind, number, full_number, document_status, currency, net_minor, tax_minor,
        total_minor, open_minor, issued_on, due_on, recipient)
      select tenant_id, id, 'recurring', number + 1000, 'NV' || number, 'finalized', 'PEN', 5000, 0, 5000, 5000, '2026-06-20', '2026-07-01', '{}'
      from customers where tenant_id = ${tenant.id} and number > 100`);
    await tx.execute(sql`insert into invoice_lines (tenant_id, invoice_id, position, kind, service_id, description, quantity, unit_price, tax_rate,
        tax_code, net_minor, tax_minor, total_minor)
      select i.tenant_id, i.id, 0, 'recurring', s.id, 'x', 1, 50, 0, 'IGV', 5000, 0, 5000
      from invoices i join services s on s.customer_id = i.customer_id and s.tenant_id = i.tenant_id
      where i.tenant_id = ${tenant.id} and i.number > 1000`);
  });
}

test("a thousand are told, marked and cut in a few transactions; whom the rows of one stop, the others go on", async () => {
  const many = 1_000;
  await debtors(many);
  await look(at("2026-07-08T10:00"));
  expect(await done("reminder")).toBe(many);
  expect(
    await count(sql`select count(*)::int as n from invoices where overdue_at is not null`),
  ).toBe(many);
  // A service in a state that the machine does not know: holding it throws.
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`update services set state = 'unheard-of' where number = 500`),
  );
  await look(at("2026-07-13T10:00"));
  expect(await held()).toBe(many - 1);
  await look(at("2026-07-13T10:15"));
  expect(await held()).toBe(many - 1);
}, 120_000);

test("a panic switch on dunning stops all of it; one on cuts stops cuts and the dry run says so", async () => {
  await debtors(2);
  const freeze = (actionClass: "dunning" | "cut") =>
    switchPanicOn(owner, {
      scope: "*",
      actionClass,
      reason: "a drill of the test",
      minHoldMinutes: 0,
    });
  const cuts = await freeze("cut");
  await look(at("2026-07-08T10:00"));
  await look(at("2026-07-13T10:00"));
  expect([await done("reminder"), await held()]).toEqual([2, 0]);
  const dry = await whoWouldBeCut({ ...owner, now: at("2026-07-13T09:00").now }, {});
  expect(dry).toMatchObject({ frozen: "cuts", counts: { cut: 0, putOff: 2 } });
  await switchPanicOff(owner, { switchId: cuts.id, force: false });
  await look(at("2026-07-13T11:00"));
  expect(await held()).toBe(2);
}, 150_000);

test("a ladder with a task and an end: one task a customer, and the service ends after the cut", async () => {
  await createPolicy(owner, {
    name: "Dura",
    isDefault: true,
    noCutWeekdays: [],
    steps: [
      { key: "word", kind: "reminder", offsetDays: 1 },
      { key: "soft", kind: "softStep", offsetDays: 2 },
      { key: "call", kind: "task", offsetDays: 3 },
      { key: "call2", kind: "task", offsetDays: 4 },
      { key: "cut", kind: "cut", offsetDays: 5 },
      { key: "end", kind: "terminate", offsetDays: 8 },
    ],
  });
  await debtors(1);
  for (const day of ["02", "03", "04", "05", "06", "07", "08"])
    await look(at(`2026-07-${day}T10:00`));
  const tasks = sql`select count(*)::int as n from collection_tasks where origin = 'policy'`;
  expect([await done("softStep"), await count(tasks), await held()]).toEqual([1, 1, 1]);
  const told = sql`select count(*)::int as n from messages where event = 'billing.cutNotice'`;
  expect(await count(told)).toBe(1);
  await look(at("2026-07-09T10:00"));
  const ended = sql`select count(*)::int as n from services where state = 'terminated'`;
  expect([await count(ended), await done("terminate")]).toEqual([1, 1]);
});
