import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenants } from "@/db/schema/tenants";
import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import { record } from "@/server/events/record";
import { storedFileKey } from "@/server/files/file-key";
import { Conflict } from "@/server/kernel/errors";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { openScope } from "@/server/tenancy/scope";
import { TENANT_TABLES } from "./tables";

/**
 * Empties a demo tenant of what the demo put there and makes it an ordinary one. People, settings, limits and the chain
 * of facts stay; that it was wiped is one more fact. Throws Conflict("not_demo"): it never works twice, nor on real data.
 */
export async function wipeDemoData(ctx: Ctx): Promise<{ rows: number }> {
  authorize(ctx, "tenant.wipeDemo");
  return asPlatform(ctx, "demo data wiped by the tenant's owner", async (tx) => {
    const ended = await tx
      .update(tenants)
      .set({ demo: false })
      .where(sql`${eq(tenants.id, ctx.tenantId)} and ${tenants.demo}`)
      .returning({ id: tenants.id });
    if (ended.length === 0) throw new Conflict("not_demo");
    await dropFilesAfterCommit(ctx, tx);
    const rows = await deleteRows(ctx, tx);
    await recount(ctx, tx);
    record(ctx, "tenant.demoWiped", {
      entity: { type: "tenant", id: ctx.tenantId },
      payload: { rows },
    });
    return { rows };
  });
}

/** Children before their parents. */
async function deleteRows(ctx: Ctx, tx: Tx): Promise<number> {
  const tables = Object.keys(TENANT_TABLES).filter((name) => TENANT_TABLES[name]?.demo === "wipe");
  let rows = 0;
  for (const table of tables.toReversed()) {
    const deleted = await tx.execute(
      sql`delete from ${sql.identifier(table)} where tenant_id = ${ctx.tenantId}`,
    );
    rows += deleted.rowCount ?? 0;
  }
  return rows;
}

/** Bytes go when the rows are gone for certain; a byte left behind by a crash is nobody's to open. */
async function dropFilesAfterCommit(ctx: Ctx, tx: Tx): Promise<void> {
  const { rows } = await tx.execute<{ storage_key: string }>(
    sql`select storage_key from files where tenant_id = ${ctx.tenantId}`,
  );
  const store = composition().files;
  openScope().afterCommit.push(async () => {
    for (const row of rows) await store.delete(storedFileKey(ctx.tenantId, row.storage_key));
  });
}

/** Stock is what is left: the people. Flow of the month stays, it happened. */
async function recount(ctx: Ctx, tx: Tx): Promise<void> {
  await tx.execute(sql`
    update tenant_usage u set warned_percent = 0, updated_at = now(), used = case u.resource
      when 'staff' then (select count(*) from memberships m where m.tenant_id = u.tenant_id and m.status = 'active')
      when 'childTenants' then (select count(*) from tenants c where c.parent_tenant_id = u.tenant_id)
      else 0 end
    where u.tenant_id = ${ctx.tenantId} and u.period = ''`);
}
