import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import { activeKey, keyById } from "./data-keys";
import { aadFor, decrypt, encrypt, keyIdOf, type SecretPlace } from "./envelope";

type TenantCtx = Pick<Ctx, "tenantId">;

/**
 * Seals a text for one column of one row under the tenant's data key (quality.md §6, Secrets).
 * Make the row's id first (`newId()`): the result opens only with the same tenant, table, column and row.
 */
export async function sealText(
  ctx: TenantCtx,
  tx: Tx,
  place: SecretPlace,
  value: string,
): Promise<string> {
  const { keyId, key } = await activeKey(tx, ctx.tenantId);
  return encrypt(keyId, key, aadFor(ctx.tenantId, place), Buffer.from(value));
}

/** Opens what `sealText` sealed for this place; throws `SecretUnreadable` for anything else. */
export async function openText(
  ctx: TenantCtx,
  tx: Tx,
  place: SecretPlace,
  blob: string,
): Promise<string> {
  const key = await keyById(tx, ctx.tenantId, keyIdOf(blob));
  return decrypt(key, aadFor(ctx.tenantId, place), blob).toString();
}

/** `sealText` of a value's JSON. */
export const sealJson = (
  ctx: TenantCtx,
  tx: Tx,
  place: SecretPlace,
  value: unknown,
): Promise<string> => sealText(ctx, tx, place, JSON.stringify(value));

/** Opens what `sealJson` sealed; parse the result with the value's own schema. */
export const openJson = async (
  ctx: TenantCtx,
  tx: Tx,
  place: SecretPlace,
  blob: string,
): Promise<unknown> => JSON.parse(await openText(ctx, tx, place, blob));

/** `sealJson` of many values, each for its own place; the key is looked up once. */
export async function sealEachJson(
  { tenantId }: TenantCtx,
  tx: Tx,
  given: readonly { place: SecretPlace; value: unknown }[],
): Promise<string[]> {
  const { keyId, key } = await activeKey(tx, tenantId);
  return given.map(({ place, value }) =>
    encrypt(keyId, key, aadFor(tenantId, place), Buffer.from(JSON.stringify(value))),
  );
}

/** `sealJson` for a `bytea` column. */
export const sealJsonBytes = async (
  ctx: TenantCtx,
  tx: Tx,
  place: SecretPlace,
  value: unknown,
): Promise<Buffer> => Buffer.from(await sealJson(ctx, tx, place, value));

/** Opens what `sealJsonBytes` sealed. */
export const openJsonBytes = (
  ctx: TenantCtx,
  tx: Tx,
  place: SecretPlace,
  bytes: Buffer,
): Promise<unknown> => openJson(ctx, tx, place, bytes.toString());
