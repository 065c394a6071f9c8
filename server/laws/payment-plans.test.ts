import { type SQL, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import type { Tx } from "@/db/client";
import { paymentProofs } from "@/db/schema/by-hand";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { proofColumns } from "@/server/modules/payments/proofs/internal/proof-row";
import { twinsOf } from "@/server/modules/payments/proofs/internal/look-up";
import { ownProofs } from "@/server/modules/portal/internal/own-proofs";
import { inTenant } from "@/server/tenancy/in-tenant";
import { onAdmin } from "@/server/testing/databases";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";

/** Enough that nobody would read them all for one page. */
const ROWS = 3_000;
const ids = { customerId: newId(), fileId: newId() };
let tenant: TestTenant;

/** A company with many customers, each with an invoice and a proof of it; the first has brought fifty. */
beforeAll(async () => {
  tenant = await mintTenant();
  const { platform } = composition().db;
  const run = (query: SQL) => platform.transaction(tenant.id, (tx) => tx.execute(query));
  const id = sql`${tenant.id}::uuid`;
  await run(sql`insert into customers (id, tenant_id, number, name)
    select case n when 1 then ${ids.customerId}::uuid else uuidv7() end, ${id}, n, 'N' from generate_series(1, ${ROWS}::int) n`);
  await run(sql`insert into invoices (tenant_id, customer_id, kind, document_status, currency, net_minor, tax_minor,
      total_minor, open_minor, issued_on, due_on, recipient)
    select ${id}, id, 'manual', 'draft', 'PEN', 100, 0, 100, 100, '2026-01-01', '2026-01-10', '{}'
    from customers where tenant_id = ${id}`);
  await run(sql`insert into files (id, tenant_id, name, media_type, size_bytes, sha256, storage_key, uploaded_by)
    values (${ids.fileId}, ${id}, 'f', 'image/png', 1, 'x', 'k', 'system:test')`);
  await run(sql`insert into payment_proofs (tenant_id, customer_id, file_id, file_sha256, status, source, currency,
      amount_minor, paid_on, operation_key, invoice_ids)
    select ${id}, i.customer_id, ${ids.fileId}, 'hash' || i.id || n, 'waiting', 'portal', 'PEN', 100, '2026-01-05',
      case when random() < 0.2 then '' else 'bcp:' || i.id || n end, jsonb_build_array(i.id)
    from invoices i, generate_series(1, case when i.customer_id = ${ids.customerId} then 50 else 1 end) n
    where i.tenant_id = ${id}`);
  // What an automatic analyze saw, in the middle of these rows or before them, would decide the plans.
  await onAdmin(
    process.env.DATABASE_URL ?? "",
    "analyze customers, invoices, files, payment_proofs",
  );
});

/** The rows that the plans of what `work` asks throw away, having read them. */
async function readInVain(work: (tx: Tx) => Promise<unknown>): Promise<number> {
  const plans: string[] = [];
  await inTenant(tenant.ctx, async (tx) => {
    const execute = async (query: SQL) => {
      const { rows } = await tx.execute<{ "QUERY PLAN": string }>(
        sql`explain (analyze, costs off, timing off, buffers off) ${query}`,
      );
      plans.push(...rows.map((row) => row["QUERY PLAN"]));
      return { rows: [] };
    };
    await work({ execute } as unknown as Tx);
  });
  return Math.max(
    0,
    ...plans.map((line) => Number(/Rows Removed by .*: (\d+)/.exec(line)?.[1] ?? 0)),
  );
}

test("a customer's own proofs are read with their own invoices, not with everybody's", async () => {
  const { customerId } = ids;
  const ctx = {
    ...tenant.ctx,
    actor: { kind: "customer", customerId, sessionId: newId() },
  } as const;
  expect(await readInVain((tx) => ownProofs(ctx, tx))).toBeLessThan(100);
});

test("the queue of proofs finds each one's twins without going through all proofs", async () => {
  const page = sql`select ${proofColumns.twin} from ${paymentProofs}
    where ${paymentProofs.tenantId} = ${tenant.id} order by created_at, id limit 51`;
  expect(await readInVain((tx) => tx.execute(page))).toBeLessThan(100);
});

test("a proof's own twins are found by their picture and their operation", async () => {
  const asked = { fileSha256: "hash", operationKey: "bcp:123", id: newId() };
  const twins = (tx: Tx) => twinsOf(tenant.ctx, tx, asked as Parameters<typeof twinsOf>[2]);
  expect(await readInVain(twins)).toBeLessThan(100);
});
