import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PoolClient } from "pg";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Invalid, NotFound } from "@/server/kernel/errors";
import { TENANT_TABLES } from "@/server/modules/tenants/tables";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { inSnapshot } from "./internal/in-snapshot";
import { FORMAT, type Manifest, manifestSchema, type Part } from "./internal/manifest";
import { writeFiles, writeTable } from "./internal/write-parts";

/**
 * Writes everything that a tenant owns into an empty folder: one JSONL per table, all of one instant, the people who
 * belong to it, the files' bytes, and a manifest with the hash of every part. Secrets stay sealed, keys stay wrapped.
 * Throws NotFound, and Invalid for a folder that is not empty.
 */
export async function exportTenant(
  ctx: Ctx,
  input: { tenantId: string; folder: string },
): Promise<Manifest> {
  authorize(ctx, "platform.tenant.manage");
  const { tenantId, folder } = input;
  const own = { ...ctx, tenantId };
  await mkdir(join(folder, "tables"), { recursive: true, mode: 0o700 });
  await mkdir(join(folder, "files"), { recursive: true, mode: 0o700 });
  const there = await readdir(folder, { recursive: true });
  if (there.length > 2) throw new Invalid("export_folder_not_empty", {}, { detail: folder });
  const manifest = await inSnapshot((client) => writeAll(client, ctx, input));
  await writeFile(join(folder, "manifest.json"), JSON.stringify(manifest, null, 2), {
    mode: 0o600,
  });
  await asPlatform(own, "export a tenant", async () => {
    record(own, "tenant.exported", {
      entity: { type: "tenant", id: tenantId },
      payload: {
        tables: manifest.parts.length,
        rows: manifest.parts.reduce((sum, part) => sum + part.rows, 0),
      },
    });
  });
  return manifest;
}

async function writeAll(
  client: PoolClient,
  ctx: Ctx,
  { tenantId, folder }: { tenantId: string; folder: string },
): Promise<Manifest> {
  const tenant = await readTenant(client, tenantId);
  const parts: Part[] = [];
  const copied = Object.keys(TENANT_TABLES).filter(
    (name) => TENANT_TABLES[name]?.export === "copy",
  );
  for (const table of copied) parts.push(await writeTable(client, folder, table, tenantId));
  parts.push(await writeTable(client, folder, "users", tenantId));
  parts.push(...(await writeFiles(client, folder, tenantId)));
  const keys = await client.query(
    `select key_id as "keyId", wrapped_key as "wrappedKey", master_key_id as "masterKeyId" from tenant_keys
     where tenant_id = $1 and status <> 'destroyed' order by key_id`,
    [tenantId],
  );
  const head = await client.query(
    "select seq::float8 as seq, hash from event_heads where tenant_id = $1",
    [tenantId],
  );
  return manifestSchema.parse({
    format: FORMAT,
    exportedAt: ctx.now.toISOString(),
    tenant,
    keys: keys.rows,
    head: head.rows[0] ?? null,
    parts,
  });
}

async function readTenant(client: PoolClient, tenantId: string): Promise<unknown> {
  const { rows } = await client.query(
    `select t.id, t.slug, t.name, t.status, t.parent_tenant_id as "parentTenantId", p.code as "planCode", t.country,
       t.time_zone as "timeZone", t.currency, t.locale, t.demo, to_jsonb(t.created_at) #>> '{}' as "createdAt"
     from tenants t left join saas_plans p on p.id = t.saas_plan_id where t.id = $1 and t.kind = 'tenant'`,
    [tenantId],
  );
  if (!rows[0]) throw new NotFound("tenant");
  return rows[0];
}
