import { eq, type SQL, sql } from "drizzle-orm";
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
 * Takes the demo out of a tenant and makes it an ordinary one. A company that is a demo as a whole loses all of its data
 * but people, settings, limits and the chain; one that signed up and asked for demo data loses only the invented rows
 * (their ids are UUIDv5, `db/seed/seed-id.ts`), and what referred to them stays without the reference.
 * Throws Conflict("not_demo"): it never works twice, nor on real data.
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
    const invented = await onlyInvented(ctx, tx);
    await dropFilesAfterCommit(ctx, tx, invented);
    const rows = await deleteRows(ctx, tx, invented);
    await recount(ctx, tx);
    record(ctx, "tenant.demoWiped", {
      entity: { type: "tenant", id: ctx.tenantId },
      payload: { rows },
    });
    return { rows };
  });
}

/** Which rows go: all of the tenant's, or those with an id that only a seed makes. */
async function onlyInvented(ctx: Ctx, tx: Tx): Promise<SQL> {
  const { rows } = await tx.execute(sql`
    select 1 from events where tenant_id = ${ctx.tenantId} and name = 'tenant.created'
      and body::jsonb -> 'payload' ->> 'origin' = 'signUp' limit 1`);
  return rows.length > 0 ? sql`uuid_extract_version(t.id) = 5` : sql`true`;
}

/** Children before their parents; who stays loses the reference to who goes. */
async function deleteRows(ctx: Ctx, tx: Tx, invented: SQL): Promise<number> {
  const tables = Object.keys(TENANT_TABLES).filter((name) => TENANT_TABLES[name]?.demo === "wipe");
  const references = await referencesTo(tx, tables);
  let rows = 0;
  for (const table of tables.toReversed()) {
    const doomed = sql`select t.id from ${sql.identifier(table)} t where t.tenant_id = ${ctx.tenantId} and ${invented}`;
    for (const each of references.filter(({ parent }) => parent === table)) {
      const [child, column] = [sql.identifier(each.child), sql.identifier(each.column)];
      const refers = sql`tenant_id = ${ctx.tenantId} and ${column} in (${doomed})`;
      // What cannot stand without it (an attempt without its delivery) goes with it.
      await tx.execute(
        each.required
          ? sql`delete from ${child} where ${refers}`
          : sql`update ${child} set ${column} = null where ${refers}`,
      );
    }
    const deleted = await tx.execute(
      sql`delete from ${sql.identifier(table)} t where t.tenant_id = ${ctx.tenantId} and ${invented}`,
    );
    rows += deleted.rowCount ?? 0;
  }
  return rows;
}

type Reference = { child: string; column: string; parent: string; required: boolean };

/** The columns that refer to rows of these tables, from the catalogue, so that a new table is not forgotten. */
async function referencesTo(tx: Tx, parents: readonly string[]): Promise<Reference[]> {
  const { rows } = await tx.execute<Reference>(sql`
    select c.relname as child, a.attname as column, p.relname as parent, a.attnotnull as required
    from pg_constraint k
    join pg_class c on c.oid = k.conrelid
    join pg_class p on p.oid = k.confrelid
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace
      and p.relname = any (${sql.param(parents)}::text[])`);
  return rows;
}

/** Bytes go when the rows are gone for certain; a byte left behind by a crash is nobody's to open. */
async function dropFilesAfterCommit(ctx: Ctx, tx: Tx, invented: SQL): Promise<void> {
  const { rows } = await tx.execute<{ storage_key: string }>(
    sql`select t.storage_key from files t where t.tenant_id = ${ctx.tenantId} and ${invented}`,
  );
  const store = composition().files;
  openScope().afterCommit.push(async () => {
    for (const row of rows) await store.delete(storedFileKey(ctx.tenantId, row.storage_key));
  });
}

/** Stock is what is left. Flow of the month stays, it happened. */
async function recount(ctx: Ctx, tx: Tx): Promise<void> {
  await tx.execute(sql`
    update tenant_usage u set warned_percent = 0, updated_at = now(), used = case u.resource
      when 'staff' then (select count(*) from memberships m where m.tenant_id = u.tenant_id and m.status = 'active')
      when 'childTenants' then (select count(*) from tenants c where c.parent_tenant_id = u.tenant_id)
      when 'customers' then (select count(*) from customers c where c.tenant_id = u.tenant_id and c.archived_at is null)
      when 'storageBytes' then (select coalesce(sum(f.size_bytes), 0) from files f where f.tenant_id = u.tenant_id and f.deleted_at is null)
      when 'apiKeys' then (select count(*) from api_keys k where k.tenant_id = u.tenant_id and k.revoked_at is null)
      when 'webhookEndpoints' then (select count(*) from webhook_endpoints w where w.tenant_id = u.tenant_id and w.deleted_at is null)
      when 'domains' then (select count(*) from tenant_domains d where d.tenant_id = u.tenant_id)
      else 0 end
    where u.tenant_id = ${ctx.tenantId} and u.period = ''`);
}
