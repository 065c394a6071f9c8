import { type SQL, sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";

let small: TestTenant;

const asPlatformRole = (tenant: TestTenant, query: SQL) =>
  composition().db.platform.transaction(tenant.id, (tx) => tx.execute(query));

/** A small tenant whose rows are older than a large neighbour's: whoever walks the primary key walks over those first. */
beforeAll(async () => {
  small = await mintTenant();
  const large = await mintTenant();
  for (const [tenant, rows] of [
    [small, 300],
    [large, 12_000],
  ] as const) {
    await asPlatformRole(
      tenant,
      sql`insert into files (tenant_id, name, media_type, size_bytes, sha256, storage_key, uploaded_by)
        select ${tenant.id}, 'f', 'text/plain', 1, 'x', 'k' || n, 'system:test' from generate_series(1, ${rows}::int) n`,
    );
    await asPlatformRole(
      tenant,
      sql`insert into panic_held (tenant_id, switch_id, switch_tenant_id, action_class, summary, job_name, payload, dedupe_key, held_at)
        select ${tenant.id}, uuidv7(), ${tenant.id}, 'cut', 's', 'a.b', '{}', 'k' || n, now() from generate_series(1, ${rows}::int) n`,
    );
  }
});

test.each([
  ["files", sql`deleted_at is null`],
  ["panic_held", sql`status = 'held'`],
])("a page of %s reads the tenant's own rows in order, and no neighbour's", async (table, more) => {
  const { rows } = await inTenant(small.ctx, async (tx) => {
    // Without statistics the planner may prefer to sort few rows; the question is whether it must.
    await tx.execute(sql`set local enable_sort = off`);
    return tx.execute<{ "QUERY PLAN": string }>(
      sql`explain (analyze, buffers off, timing off, costs off) select id from ${sql.identifier(table)}
        where tenant_id = ${small.id} and ${more} order by id desc limit 51`,
    );
  });
  const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(plan).toContain(`using ${table}_list_idx`);
  expect(plan).not.toMatch(/Sort Key|Rows Removed by Filter/);
});
