import { z } from "zod";
import { composition } from "@/server/composition";
import { brandChoiceSchema } from "@/tenants/brand";
import type { HostSnapshot } from "./host";
import { hostSnapshotStore } from "./host-snapshot-store";

/**
 * Reads every host from the database into the process's store and returns it; concurrent calls share one query.
 * Throws what the driver throws when the database does not answer; the store then keeps what it had.
 */
export function loadHostSnapshot(): Promise<HostSnapshot> {
  const store = hostSnapshotStore();
  return (store.loading ??= query().finally(() => (store.loading = undefined)));
}

/** The database's counter of changes to hosts: one cheap query. */
export async function readHostVersion(): Promise<string> {
  const { rows } = await composition().db.app.pool.query("select app.host_version() as version");
  return z.object({ version: z.string() }).parse(rows[0]).version;
}

async function query(): Promise<HostSnapshot> {
  const askedAtMs = Date.now();
  const { rows } = await composition().db.app.pool.query("select app.host_snapshot() as snapshot");
  const { version, tenants, domains } = row.parse(rows[0]).snapshot;
  const snapshot: HostSnapshot = {
    version,
    tenants: new Map(tenants.map((tenant) => [tenant.slug, tenant])),
    domains: new Map(domains.map(({ host, ...domain }) => [host, domain])),
  };
  Object.assign(hostSnapshotStore(), { snapshot, refreshedAtMs: askedAtMs });
  return snapshot;
}

const row = z.object({
  snapshot: z.object({
    version: z.string(),
    tenants: z.array(
      z.object({
        tenantId: z.uuid(),
        slug: z.string(),
        status: z.enum(["active", "read_only", "suspended"]),
        name: z.string(),
        locale: z.enum(["es", "en", "pt"]),
        timeZone: z.string(),
        brandKey: z.string(),
        // One tenant's broken brand falls back to its key's: it must not take every host down.
        brand: brandChoiceSchema.nullable().catch(null),
      }),
    ),
    domains: z.array(
      z.object({ host: z.string(), slug: z.string(), face: z.enum(["staff", "portal"]) }),
    ),
  }),
});
