import { randomBytes } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenantKeys } from "@/db/schema/operations";
import { decrypt, encrypt, SecretUnreadable } from "./envelope";
import { cachedKey, rememberKey } from "./key-cache";
import { currentMasterKey, type MasterKey, masterKeyById } from "./master-key";

/** A tenant's key, unwrapped. */
export type DataKey = { readonly keyId: string; readonly key: Buffer };

const wrapAad = (tenantId: string, keyId: string): string =>
  JSON.stringify([tenantId, "tenant_keys", "wrapped_key", keyId]);

/** Wraps a data key under a master key. */
export const wrapKey = (master: MasterKey, tenantId: string, dataKey: DataKey): string =>
  encrypt(master.id, master.key, wrapAad(tenantId, dataKey.keyId), dataKey.key);

/** Unwraps a data key; throws `SecretUnreadable` under the wrong master key. */
export const unwrapKey = (
  master: MasterKey,
  tenantId: string,
  keyId: string,
  wrapped: string,
): Buffer => decrypt(master.key, wrapAad(tenantId, keyId), wrapped);

/**
 * The key that seals new values; made at the tenant's first secret.
 * The row is held FOR SHARE until the transaction ends, so that a rotation waits for what is being sealed.
 */
export async function activeKey(tx: Tx, tenantId: string): Promise<DataKey> {
  return (await findActive(tx, tenantId)) ?? (await makeActiveKey(tx, tenantId));
}

/** Makes the active key unless another transaction was faster; returns whichever is active. */
export async function makeActiveKey(tx: Tx, tenantId: string): Promise<DataKey> {
  const master = currentMasterKey();
  const made = { keyId: randomBytes(6).toString("hex"), key: randomBytes(32) };
  await tx
    .insert(tenantKeys)
    .values({
      tenantId,
      keyId: made.keyId,
      wrappedKey: wrapKey(master, tenantId, made),
      masterKeyId: master.id,
    })
    .onConflictDoNothing();
  const active = await findActive(tx, tenantId);
  if (!active) throw new Error("tenant has no active data key after making one");
  return active;
}

/** The key that sealed an old value. */
export async function keyById(tx: Tx, tenantId: string, keyId: string): Promise<Buffer> {
  const cached = cachedKey(tenantId, keyId);
  if (cached) return cached;
  const [row] = await tx
    .select({ wrappedKey: tenantKeys.wrappedKey, masterKeyId: tenantKeys.masterKeyId })
    .from(tenantKeys)
    .where(and(eq(tenantKeys.tenantId, tenantId), eq(tenantKeys.keyId, keyId)));
  if (!row?.wrappedKey) throw new SecretUnreadable("its key does not exist here, or is destroyed");
  return unwrapRow(tenantId, { ...row, keyId });
}

type KeyRow = { keyId: string; wrappedKey: string; masterKeyId: string };

async function findActive(tx: Tx, tenantId: string): Promise<DataKey | undefined> {
  const [row] = await tx
    .select({
      keyId: tenantKeys.keyId,
      wrappedKey: tenantKeys.wrappedKey,
      masterKeyId: tenantKeys.masterKeyId,
    })
    .from(tenantKeys)
    .where(and(eq(tenantKeys.tenantId, tenantId), eq(tenantKeys.status, "active")))
    .for("share");
  if (!row) return undefined;
  return { keyId: row.keyId, key: cachedKey(tenantId, row.keyId) ?? unwrapRow(tenantId, row) };
}

function unwrapRow(tenantId: string, row: KeyRow): Buffer {
  const key = unwrapKey(masterKeyById(row.masterKeyId), tenantId, row.keyId, row.wrappedKey);
  rememberKey(tenantId, row.keyId, key);
  return key;
}
