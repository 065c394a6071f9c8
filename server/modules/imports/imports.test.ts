import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { uploadFile } from "@/server/modules/files/upload-file";
import { getTask } from "@/server/modules/work/get-task";
import { runTask } from "@/server/modules/work/run-task";
import { undoTask } from "@/server/modules/work/undo-task";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { checkImport } from "./check-import";
import { importFailures } from "./import-failures";
import { guessFields, type ImportKind } from "./rules/fields";
import { startImport } from "./start-import";

let tenant: TestTenant;
let owner: Ctx;
const customers = { ana: newId(), luis: newId(), twin: newId() };

beforeAll(async () => {
  tenant = await mintTenant();
  const staff = await mintStaff(tenant, "owner");
  owner = staff.ctx;
  const { sessionId } = owner.actor as { sessionId: string };
  await inTenant(tenant.ctx, async (tx) => {
    await tx.execute(sql`insert into sessions (id, tenant_id, membership_id, audience, idle_expires_at, expires_at)
      values (${sessionId}, ${tenant.id}, ${staff.membershipId}, 'staff', now() + interval '1 day', now() + interval '1 day')`);
    await tx.execute(sql`insert into customers (id, tenant_id, number, name, tax_id, email) values
      (${customers.ana}, ${tenant.id}, 1, 'Ana Ríos', '20512345671', 'ana@x.example'),
      (${customers.luis}, ${tenant.id}, 2, 'Luis', '', 'same@x.example'), (${customers.twin}, ${tenant.id}, 3, 'Otro', '', 'same@x.example')`);
    await tx.execute(
      sql`insert into tax_classes (tenant_id, code, name, is_default) values (${tenant.id}, 'IGV', 'IGV', true)`,
    );
  });
});

const now = (): Ctx => ({ ...owner, now: new Date() });
async function given(kind: ImportKind, lines: string[], name = "datos.csv") {
  const bytes = new TextEncoder().encode(lines.join("\r\n"));
  const { id: fileId } = await uploadFile(owner, { name, bytes });
  return { kind, fileId, mapping: guessFields(kind, lines[0]?.split(";") ?? []) };
}
async function work(taskId: string) {
  const run = { jobId: newId(), name: "work.runTask", attempt: 1, timeoutMs: 60_000 };
  const deadline = new Date(Date.now() + 60_000);
  await runTask.handle(
    tenant.ctx,
    { taskId },
    { ...run, signal: new AbortController().signal, deadline },
  );
  return getTask(now(), { taskId });
}
const ask = async <R extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
  (await inTenant(tenant.ctx, (tx) => tx.execute<R>(query))).rows;
const balances = () =>
  ask<{ customer_id: string; owed: number; credit: number }>(sql`
    select customer_id, receivable_minor::int as owed, credit_minor::int as credit from customer_balances
    where tenant_id = ${tenant.id} and (receivable_minor <> 0 or credit_minor <> 0) order by receivable_minor desc`);

test("a control total that the rows do not add up to stops everything; the right one lets balances and credits in; undo empties the books again", async () => {
  const input = await given("openingBalances", [
    "Cliente;Saldo;Vencimiento",
    "20512345671;1.150,50;15/10/2026",
    "same@x.example;10;",
    "nadie@x.example;99;",
    "2;-30,00;",
  ]);
  const check = await checkImport(owner, input);
  expect(check).toMatchObject({
    rows: 4,
    good: 2,
    bad: 2,
    totals: [{ currency: "PEN", rows: 2, amountMinor: 112_050 }],
  });
  expect(check.problems.map(({ line }) => line)).toEqual([3, 4]);
  const control = { currency: "PEN", amountMinor: 112_051 };
  await expect(startImport(now(), { ...input, control })).rejects.toMatchObject({
    key: "import_control_total",
  });
  expect(await balances()).toEqual([]);

  const task = await startImport(now(), {
    ...input,
    control: { ...control, amountMinor: 112_050 },
  });
  expect(await work(task.id)).toMatchObject({ status: "done", done: 2, failed: 2 });
  expect(await balances()).toEqual([
    { customer_id: customers.ana, owed: 115_050, credit: 0 },
    { customer_id: customers.luis, owed: 0, credit: 3000 },
  ]);
  const { csv, rows } = await importFailures(now(), { taskId: task.id });
  expect(rows).toBe(2);
  expect(csv).toContain("nadie@x.example");

  await undoTask(now(), { taskId: task.id });
  expect(await work(task.id)).toMatchObject({ status: "undone", undone: 2 });
  expect(await balances()).toEqual([]);
  expect(
    await ask(
      sql`select entry_id from ledger_legs where tenant_id = ${tenant.id} group by entry_id having sum(base_minor) <> 0`,
    ),
  ).toEqual([]);
});

test("open invoices keep their old number and days, come in once, and stay when they were touched before the undo", async () => {
  const lines = [
    "Cliente;Número;Emisión;Vencimiento;Saldo",
    "1;F001-7;01/10/2026;11/10/2026;89.90",
    "1;F001-8;01/11/2026;11/11/2026;89.90",
  ];
  const task = await startImport(now(), await given("openInvoices", lines));
  expect(await work(task.id)).toMatchObject({ done: 2, failed: 0 });
  expect(await checkImport(owner, await given("openInvoices", lines))).toMatchObject({
    good: 0,
    bad: 2,
  });
  const made = await ask<{ id: string; full_number: string; due_on: string; open: number }>(sql`
    select id, full_number, due_on::text, open_minor::int as open from invoices
    where tenant_id = ${tenant.id} and full_number like 'F001-%' order by full_number`);
  expect(made).toMatchObject([
    { full_number: "F001-7", due_on: "2026-10-11", open: 8990 },
    { full_number: "F001-8", due_on: "2026-11-11", open: 8990 },
  ]);
  await ask(
    sql`update invoices set open_minor = 1000 where tenant_id = ${tenant.id} and id = ${made[0]?.id}`,
  );
  await undoTask(now(), { taskId: task.id });
  expect(await work(task.id)).toMatchObject({ undone: 1, notUndone: 1 });
});

test("plans and services come over with price, rhythm and state; what was billed there is not billed here; a cut one is held for debt", async () => {
  const plans = await given("plans", [
    "Código;Nombre;Precio;Bajada;Subida",
    "fibra 100;Fibra 100;89,90;100;50",
  ]);
  const first = await startImport(now(), plans);
  expect(await work(first.id)).toMatchObject({ done: 1, failed: 0 });
  const services = await given("services", [
    "Cliente;Plan;Alta;Próximo cobro;Día;Estado;Usuario PPPoE",
    "ana@x.example;FIBRA-100;15/03/2024;01/12/2026;1;activo;ana",
    "2;Fibra 100;15/03/2024;15/12/2026;15;Cortado;luis",
    "2;No hay;;;;;x",
  ]);
  const task = await startImport(now(), services);
  expect(await work(task.id)).toMatchObject({ done: 2, failed: 1 });
  const rows = await ask(sql`
    select enforcement_ref, state, holds, next_period_on::text, next_bill_on::text, anchor_day from services
    where tenant_id = ${tenant.id} order by number`);
  expect(rows).toMatchObject([
    {
      enforcement_ref: "ana",
      state: "active",
      holds: [],
      next_period_on: "2026-12-01",
      next_bill_on: "2026-12-01",
      anchor_day: 1,
    },
    { enforcement_ref: "luis", holds: ["debt"], next_period_on: "2026-12-15", anchor_day: 15 },
  ]);
  await ask(
    sql`update services set label = 'seen', updated_at = now() where tenant_id = ${tenant.id} and enforcement_ref = 'ana'`,
  );
  await undoTask(now(), { taskId: task.id });
  expect(await work(task.id)).toMatchObject({ undone: 1, notUndone: 1 });
  expect(
    await ask(
      sql`select state, holds, next_bill_on from services where tenant_id = ${tenant.id} and enforcement_ref = 'luis'`,
    ),
  ).toEqual([{ state: "cancelled", holds: [], next_bill_on: null }]);
});
