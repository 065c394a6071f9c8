import { and, eq, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenantKeys } from "@/db/schema/operations";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { asPlatform } from "@/server/tenancy/as-platform";
import { systemCtx } from "@/server/tenancy/context";
import { unwrapKey, wrapKey } from "./data-keys";
import type { MasterKey } from "./master-key";

const BATCH = 200;

/**
 * Wraps every tenant's data keys anew, from the previous master key to the current one. The data keys, and
 * so all sealed values, stay as they are: readers that know both master keys never fail meanwhile.
 * Safe to stop and run again, and to run twice at once. Returns how many keys were wrapped anew.
 */
export async function rewrapTenantKeys(current: MasterKey, previous: MasterKey): Promise<number> {
  const ctx = systemCtx(PLATFORM_TENANT_ID, "secrets.rotate");
  for (let total = 0; ;) {
    const done = await asPlatform(ctx, "wrap data keys under the new master key", (tx) =>
      rewrapBatch(tx, current, previous),
    );
    total += done;
    if (done < BATCH) return total;
  }
}

/** Ids of master keys, other than the current one, that still wrap something; empty when the rotation is complete. */
export async function foreignMasterKeys(current: MasterKey): Promise<string[]> {
  const ctx = systemCtx(PLATFORM_TENANT_ID, "secrets.rotate");
  const rows = await asPlatform(ctx, "see which master keys are in use", (tx) =>
    tx
      .selectDistinct({ id: tenantKeys.masterKeyId })
      .from(tenantKeys)
      .where(and(ne(tenantKeys.masterKeyId, current.id), ne(tenantKeys.status, "destroyed"))),
  );
  return rows.map((row) => row.id);
}

async function rewrapBatch(tx: Tx, current: MasterKey, previous: MasterKey): Promise<number> {
  const rows = await tx
    .select({
      id: tenantKeys.id,
      tenantId: tenantKeys.tenantId,
      keyId: tenantKeys.keyId,
      wrappedKey: tenantKeys.wrappedKey,
    })
    .from(tenantKeys)
    .where(and(eq(tenantKeys.masterKeyId, previous.id), ne(tenantKeys.status, "destroyed")))
    .orderBy(sql`${tenantKeys.id}`)
    .limit(BATCH)
    .for("update");
  for (const { id, tenantId, keyId, wrappedKey } of rows) {
    const key = unwrapKey(previous, tenantId, keyId, wrappedKey);
    await tx
      .update(tenantKeys)
      .set({ wrappedKey: wrapKey(current, tenantId, { keyId, key }), masterKeyId: current.id })
      .where(and(eq(tenantKeys.id, id), eq(tenantKeys.tenantId, tenantId)));
  }
  return rows.length;
}
