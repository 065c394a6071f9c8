import { and, eq, ne } from "drizzle-orm";
import { tenantKeys } from "@/db/schema/operations";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { makeActiveKey } from "./data-keys";
import { forgetKeys } from "./key-cache";
import { countStale, resealColumn } from "./reseal-column";
import { SEALED_COLUMNS } from "./sealed-columns";

export type RotateTenantKeyDto = {
  keyId: string;
  previousKeyId: string | null;
  /** Values sealed anew. */
  resealed: number;
};

/**
 * Gives the tenant a new data key, seals every value anew under it, then destroys the old keys.
 * Reading and writing go on meanwhile. Stopped half-way it is simply run again: until the last value
 * is sealed anew, the old keys stay.
 */
export async function rotateTenantKey(ctx: Ctx): Promise<RotateTenantKeyDto> {
  authorize(ctx, "platform.tenant.manage");
  const { keyId, previousKeyId } = await changeActiveKey(ctx);
  let resealed = 0;
  for (const place of SEALED_COLUMNS) resealed += await resealColumn(ctx, place, keyId);
  await destroyOldKeys(ctx, keyId);
  forgetKeys();
  await inTenant(ctx, async () => {
    record(ctx, "secretKey.rotated", {
      entity: { type: "tenantKey", id: keyId },
      payload: { keyId, previousKeyId, resealed },
    });
  });
  return { keyId, previousKeyId, resealed };
}

/** The update waits for whoever is sealing with the old key (they hold its row FOR SHARE). */
async function changeActiveKey(ctx: Ctx) {
  return inTenant(ctx, async (tx) => {
    const [old] = await tx
      .update(tenantKeys)
      .set({ status: "retiring" })
      .where(and(eq(tenantKeys.tenantId, ctx.tenantId), eq(tenantKeys.status, "active")))
      .returning({ keyId: tenantKeys.keyId });
    const { keyId } = await makeActiveKey(tx, ctx.tenantId);
    return { keyId, previousKeyId: old?.keyId ?? null };
  });
}

async function destroyOldKeys(ctx: Ctx, activeKeyId: string): Promise<void> {
  for (const place of SEALED_COLUMNS)
    if ((await countStale(ctx, place, activeKeyId)) > 0)
      throw new Error(`${place.table}.${place.column} still holds values under an old key`);
  await inTenant(ctx, (tx) =>
    tx
      .update(tenantKeys)
      .set({ status: "destroyed", wrappedKey: "" })
      .where(and(eq(tenantKeys.tenantId, ctx.tenantId), ne(tenantKeys.keyId, activeKeyId))),
  );
}
