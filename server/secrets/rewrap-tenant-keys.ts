import { and, asc, eq, gt, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenantKeys } from "@/db/schema/operations";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { asPlatform } from "@/server/tenancy/as-platform";
import { systemCtx } from "@/server/tenancy/context";
import { unwrapKey, wrapKey } from "./data-keys";
import { SecretUnreadable } from "./envelope";
import type { MasterKey } from "./master-key";

const BATCH = 200;
/** Below every id. */
const FIRST = "00000000-0000-0000-0000-000000000000";

/** How many keys were wrapped anew, and which (`tenant/key`) the previous master key does not open. */
export type Rewrapped = { readonly count: number; readonly unreadable: readonly string[] };

/**
 * Wraps every tenant's data keys anew, from the previous master key to the current one. The data keys, and
 * so all sealed values, stay as they are: readers that know both master keys never fail meanwhile.
 * A damaged key stops nobody else's. Safe to stop and run again, and to run twice at once.
 */
export async function rewrapTenantKeys(
  current: MasterKey,
  previous: MasterKey,
): Promise<Rewrapped> {
  const ctx = systemCtx(PLATFORM_TENANT_ID, "secrets.rotate");
  const unreadable: string[] = [];
  for (let count = 0, after = FIRST; ;) {
    const batch = await asPlatform(ctx, "wrap data keys under the new master key", (tx) =>
      rewrapBatch(tx, current, previous, after),
    );
    count += batch.count;
    unreadable.push(...batch.unreadable);
    if (batch.last === undefined) return { count, unreadable };
    after = batch.last;
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

async function rewrapBatch(tx: Tx, current: MasterKey, previous: MasterKey, after: string) {
  const rows = await tx
    .select({
      id: tenantKeys.id,
      tenantId: tenantKeys.tenantId,
      keyId: tenantKeys.keyId,
      wrappedKey: tenantKeys.wrappedKey,
    })
    .from(tenantKeys)
    .where(
      and(
        gt(tenantKeys.id, after),
        eq(tenantKeys.masterKeyId, previous.id),
        ne(tenantKeys.status, "destroyed"),
      ),
    )
    .orderBy(asc(tenantKeys.id))
    .limit(BATCH)
    .for("update");
  const unreadable: string[] = [];
  for (const row of rows) {
    const wrappedKey = rewrap(row, current, previous);
    if (wrappedKey === undefined) unreadable.push(`${row.tenantId}/${row.keyId}`);
    else
      await tx
        .update(tenantKeys)
        .set({ wrappedKey, masterKeyId: current.id })
        .where(and(eq(tenantKeys.id, row.id), eq(tenantKeys.tenantId, row.tenantId)));
  }
  const last = rows.length === BATCH ? rows.at(-1)?.id : undefined;
  return { count: rows.length - unreadable.length, unreadable, last };
}

type WrappedRow = { tenantId: string; keyId: string; wrappedKey: string };

function rewrap(row: WrappedRow, current: MasterKey, previous: MasterKey): string | undefined {
  const { tenantId, keyId, wrappedKey } = row;
  try {
    const key = unwrapKey(previous, tenantId, keyId, wrappedKey);
    return wrapKey(current, tenantId, { keyId, key });
  } catch (error) {
    if (error instanceof SecretUnreadable) return undefined;
    throw error;
  }
}
