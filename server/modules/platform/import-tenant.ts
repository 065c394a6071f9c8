import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { saasPlans, tenants } from "@/db/schema/tenants";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { TENANT_TABLES } from "@/server/modules/tenants/tables";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { importChain } from "./internal/import-chain";
import { importFiles } from "./internal/import-files";
import { importPeople } from "./internal/import-people";
import { importRows } from "./internal/import-rows";
import { type Manifest, readManifest } from "./internal/manifest";
import { prepareReseal } from "./internal/reseal";

/** Tables that `importRows` leaves to others: the chain is appended anew, and old witnesses would not know a new id. */
const CHAIN = new Set(["events", "event_heads"]);
const WITNESSES = new Set(["audit_checkpoints", "audit_verifications"]);

/**
 * Opens a fresh tenant from an export, all or nothing. It keeps its id where that is free here; else it gets a new one,
 * and its facts are chained again under it, with a last fact that names the old chain's end. People are known by e-mail.
 * Throws Invalid for a part that differs from its hash, Conflict("slug_taken") unless `slug` gives a free one.
 */
export async function importTenant(
  ctx: Ctx,
  input: { folder: string; slug?: string },
): Promise<{ tenantId: string; slug: string }> {
  authorize(ctx, "platform.tenant.manage");
  const manifest = await readManifest(input.folder);
  const slug = input.slug ?? manifest.tenant.slug;
  return asPlatform(ctx, `import tenant ${slug}`, async (tx) => {
    const from = manifest.tenant.id;
    const taken = await tx.select({ id: tenants.id }).from(tenants).where(eq(tenants.id, from));
    const to = taken.length === 0 ? from : newId();
    const own = { ...ctx, tenantId: to };
    await insertTenant(tx, manifest, to, slug);
    const people = await importPeople(tx, input.folder);
    const reseal = prepareReseal(own, tx, manifest);
    const tables = Object.keys(TENANT_TABLES).filter(
      (name) =>
        TENANT_TABLES[name]?.export === "copy" &&
        !CHAIN.has(name) &&
        (from === to || !WITNESSES.has(name)),
    );
    const beforeChain = tables.filter((name) => !WITNESSES.has(name));
    const move = { folder: input.folder, from, to, people, reseal };
    let rows = await importChain(tx, { ...move, head: manifest.head });
    for (const table of [...beforeChain, ...tables.filter((name) => WITNESSES.has(name))])
      rows += await importRows(tx, table, move);
    await importFiles(own, input.folder, manifest);
    record(own, "tenant.imported", {
      entity: { type: "tenant", id: to },
      payload: {
        fromTenantId: from,
        fromSlug: manifest.tenant.slug,
        fromSeq: manifest.head?.seq ?? 0,
        fromHash: manifest.head?.hash ?? null,
        rows,
      },
    });
    return { tenantId: to, slug };
  });
}

async function insertTenant(tx: Tx, manifest: Manifest, id: string, slug: string): Promise<void> {
  const { planCode, parentTenantId, createdAt, ...rest } = manifest.tenant;
  const [plan] = planCode
    ? await tx.select({ id: saasPlans.id }).from(saasPlans).where(eq(saasPlans.code, planCode))
    : [];
  const [parent] = parentTenantId
    ? await tx.select({ id: tenants.id }).from(tenants).where(eq(tenants.id, parentTenantId))
    : [];
  const inserted = await tx
    .insert(tenants)
    .values({
      ...rest,
      id,
      slug,
      saasPlanId: plan?.id ?? null,
      parentTenantId: parent?.id ?? null,
      createdAt: new Date(createdAt),
    })
    .onConflictDoNothing({ target: tenants.slug })
    .returning({ id: tenants.id });
  if (inserted.length === 0) throw new Conflict("slug_taken", { slug });
}
