import { sql } from "drizzle-orm";
import { newId } from "@/server/kernel/ids";
import { uploadFile } from "@/server/modules/files/upload-file";
import { checkImport } from "@/server/modules/imports/check-import";
import { guessFields } from "@/server/modules/imports/rules/fields";
import { startImport } from "@/server/modules/imports/start-import";
import { runTask } from "@/server/modules/work/run-task";
import { getTask } from "@/server/modules/work/get-task";
import { isUnderWay } from "@/server/modules/work/schema";
import { undoTask } from "@/server/modules/work/undo-task";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant } from "@/server/testing/tenant";
import type { Measure } from "./report";

const ROWS = 50_000;

/** 50 000 opening balances from one file: dry run, then books, documents, numbers and facts, beside the bare rows. */
export async function run(): Promise<Measure[]> {
  const ctx = await load();
  const lines = Array.from(
    { length: ROWS },
    (_, at) => `${at + 1};${(at % 900) + 10},50;15/10/2026`,
  );
  const text = `Cliente;Saldo;Vencimiento\r\n${lines.join("\r\n")}`;
  const bytes = new TextEncoder().encode(text);
  const { id: fileId } = await uploadFile(ctx, { name: "saldos.csv", bytes });
  const mapping = guessFields("openingBalances", ["Cliente", "Saldo", "Vencimiento"]);
  const input = { kind: "openingBalances" as const, fileId, mapping };
  const checkMs = await timed(() => checkImport(ctx, input));
  let taskId = "";
  const runMs = await timed(async () => {
    taskId = (await startImport({ ...ctx, now: new Date() }, input)).id;
    await work(ctx, taskId);
  });
  const undoMs = await timed(async () => {
    await undoTask({ ...ctx, now: new Date() }, { taskId });
    await work(ctx, taskId);
  });
  const bareMs = await bareCopy();
  return [
    {
      name: "import: dry run of 50 000 rows",
      ours: checkMs,
      baseline: bareMs,
      against: "raw insert of the invoices",
      ratio: checkMs / bareMs,
      unit: "ms",
    },
    {
      name: "import: 50 000 opening balances",
      ours: runMs,
      baseline: bareMs,
      against: "raw insert of the invoices, lines and legs",
      ratio: runMs / bareMs,
      unit: "ms",
    },
    {
      name: "import: undo of 50 000 opening balances",
      ours: undoMs,
      baseline: runMs,
      against: "the import itself",
      ratio: undoMs / runMs,
      unit: "ms",
    },
  ];
}

/** Turn after turn, as the worker would, until nothing is left to do. */
async function work(ctx: Ctx, taskId: string): Promise<void> {
  const delivery = { jobId: newId(), name: "work.runTask", attempt: 1, timeoutMs: 600_000 };
  const deadline = new Date(Date.now() + 600_000);
  const signal = new AbortController().signal;
  do await runTask.handle(ctx, { taskId }, { ...delivery, deadline, signal });
  while (isUnderWay((await getTask({ ...ctx, now: new Date() }, { taskId })).status));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

async function load(): Promise<Ctx> {
  const tenant = await mintTenant();
  const { ctx, membershipId } = await mintStaff(tenant, "owner");
  const { sessionId } = ctx.actor as { sessionId: string };
  await inTenant(tenant.ctx, async (tx) => {
    await tx.execute(sql`insert into sessions (id, tenant_id, membership_id, audience, idle_expires_at, expires_at)
      values (${sessionId}, ${tenant.id}, ${membershipId}, 'staff', now() + interval '1 day', now() + interval '1 day')`);
    await tx.execute(sql`insert into customers (tenant_id, number, name, search_text)
      select ${tenant.id}::uuid, n, 'Cliente ' || n, 'cliente ' || n from generate_series(1, ${ROWS}) n`);
  });
  return ctx;
}

/** The same rows into the same tables in one statement each, without reading, checking, numbering or telling. */
async function bareCopy(): Promise<number> {
  const other = await mintTenant();
  await inTenant(other.ctx, (tx) =>
    tx.execute(
      sql`insert into customers (tenant_id, number, name) select ${other.id}::uuid, n, 'C' || n from generate_series(1, ${ROWS}) n`,
    ),
  );
  return timed(() =>
    inTenant(other.ctx, async (tx) => {
      // Rows of one transaction have no statistics: without this the planner looks each up among all.
      await tx.execute(sql`set local enable_nestloop = off`);
      await tx.execute(
        sql`insert into document_series (tenant_id, kind, prefix) values (${other.id}, 'invoice', 'B-')`,
      );
      await tx.execute(sql`insert into invoices (tenant_id, customer_id, kind, series_id, number, full_number, document_status, currency,
          net_minor, tax_minor, total_minor, open_minor, issued_on, due_on, recipient)
        select ${other.id}::uuid, c.id, 'opening', s.id, c.number, 'B-' || c.number, 'finalized', 'PEN', 1050, 0, 1050, 1050,
          '2026-10-15', '2026-10-15', '{}' from customers c, document_series s
        where c.tenant_id = ${other.id} and s.tenant_id = ${other.id}`);
      await tx.execute(sql`insert into invoice_lines (tenant_id, invoice_id, position, kind, description, quantity, unit_price, tax_rate,
          tax_code, net_minor, tax_minor, total_minor)
        select ${other.id}::uuid, id, 1, 'opening', full_number, 1, 10.5, 0, '', 1050, 0, 1050 from invoices where tenant_id = ${other.id}`);
      await tx.execute(sql`insert into ledger_entries (tenant_id, on_day, kind, source_type, source_id)
        select ${other.id}::uuid, '2026-10-15', 'opening', 'invoice', id from invoices where tenant_id = ${other.id}`);
      await tx.execute(sql`insert into ledger_legs (tenant_id, entry_id, account, customer_id, currency, amount_minor, base_minor)
        select ${other.id}::uuid, e.id, a.account, i.customer_id, 'PEN', a.sign * 1050, a.sign * 1050
        from ledger_entries e join invoices i on i.id = e.source_id and i.tenant_id = e.tenant_id,
          (values ('receivable', 1), ('opening', -1)) as a (account, sign) where e.tenant_id = ${other.id}`);
    }),
  );
}
