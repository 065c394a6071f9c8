import { type SQL, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import type { Tx } from "@/db/client";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { readAccounts } from "@/server/modules/payments/internal/read-accounts";
import { inTenant } from "@/server/tenancy/in-tenant";
import { onAdmin } from "@/server/testing/databases";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";

/** Attempts and notices of a company that charges by two gateways. */
const ROWS = Number(process.env["PLAN_ROWS"] ?? 10_000);
let tenant: TestTenant;

beforeAll(async () => {
  tenant = await mintTenant();
  const { platform } = composition().db;
  const run = (query: SQL) => platform.transaction(tenant.id, (tx) => tx.execute(query));
  const id = sql`${tenant.id}::uuid`;
  const [one, other, customer] = [newId(), newId(), newId()];
  const either = sql`case n % 10 when 0 then ${other}::uuid else ${one}::uuid end`;
  await run(
    sql`insert into customers (id, tenant_id, number, name) values (${customer}, ${id}, 1, 'N')`,
  );
  await run(sql`insert into integrations (id, tenant_id, vendor, name, config)
    values (${one}, ${id}, 'stripe', 'a', '{}'), (${other}, ${id}, 'culqi', 'b', '{}')`);
  await run(sql`insert into payments (id, tenant_id, customer_id, method, status, currency, amount_minor, unallocated_minor, received_on)
    values (${customer}, ${id}, ${customer}, 'card', 'recorded', 'PEN', 100, 100, '2026-01-01')`);
  await run(sql`insert into payment_attempts (tenant_id, customer_id, integration_id, provider, status, live, currency,
      amount_minor, payment_id, ask_at, expires_at, created_at)
    select ${id}, ${customer}, ${either}, 'stripe', case when n % 997 = 0 then 'mismatch' when n % 991 = 0 then 'pending' else 'approved' end,
      true, 'PEN', 100, case when n % 997 = 0 or n % 991 = 0 or n % 3 = 0 then null else ${customer}::uuid end,
      case when n % 991 = 0 then now() end, now(), now() - make_interval(mins => n)
    from generate_series(1, ${ROWS}::int) n`);
  await run(sql`insert into inbound_webhooks (tenant_id, provider, integration_id, dedupe_key, body, status, asked, received_at)
    select ${id}, 'stripe', ${either}, n::text, repeat('x', 800), case when n % 993 = 0 then 'waiting' else 'done' end, n % 2, now() - make_interval(mins => n)
    from generate_series(1, ${ROWS}::int) n`);
  await onAdmin(
    process.env.DATABASE_URL ?? "",
    "analyze customers, integrations, payment_attempts, inbound_webhooks",
  );
});

test("the accounts with gateways say how they do without going through their attempts and notices", async () => {
  let pages = 0;
  await inTenant(tenant.ctx, async (tx) => {
    const execute = async (query: SQL) => {
      const { rows } = await tx.execute<{ "QUERY PLAN": string }>(
        sql`explain (analyze, costs off, timing off, buffers) ${query}`,
      );
      const plan = rows.map((row) => row["QUERY PLAN"]);
      if (process.env["PLAN_ROWS"]) process.stderr.write(`${plan.join("\n")}\n`);
      const [, hit = 0, read = 0] = /shared hit=(\d+)(?: read=(\d+))?/.exec(plan.join("\n")) ?? [];
      pages = Number(hit) + Number(read);
      return { rows: [] };
    };
    await readAccounts(tenant.ctx, { execute } as unknown as Tx);
  });
  expect(pages).toBeLessThan(150);
});
