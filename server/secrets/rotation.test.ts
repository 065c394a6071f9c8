import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { composition, setComposition, type Composition } from "@/server/composition";
import { Forbidden } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { asPlatform } from "@/server/tenancy/as-platform";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { forgetKeys } from "./key-cache";
import { masterKeyFrom } from "./master-key";
import { foreignMasterKeys, rewrapTenantKeys } from "./rewrap-tenant-keys";
import { rotateTenantKey } from "./rotate-tenant-key";
import { openText, sealJsonBytes, sealText } from "./seal";

let tenant: TestTenant;
let original: Composition;
const newKey = randomBytes(32).toString("base64");
beforeEach(async () => {
  original = composition();
  tenant = await mintTenant();
});
afterEach(async () => {
  setComposition(original);
  forgetKeys();
  // Back again, for the other tests of this database.
  await rewrapTenantKeys(masterKeyFrom(original.env.TRAMA_MASTER_KEY), masterKeyFrom(newKey));
});

const at = (rowId: string) => ({ table: "integrations", column: "credentials_sealed", rowId });

async function storeSecret(value: string): Promise<string> {
  const id = newId();
  await inTenant(tenant.ctx, async (tx) => {
    const sealed = await sealText(tenant.ctx, tx, at(id), value);
    await tx.execute(sql`insert into integrations (id, tenant_id, vendor, name, config, credentials_sealed)
      values (${id}, ${tenant.id}, 'acme', 'x', '{}', ${sealed})`);
  });
  return id;
}

const readSecret = (id: string) =>
  inTenant(tenant.ctx, async (tx) => {
    const { rows } = await tx.execute<{ blob: string }>(
      sql`select credentials_sealed as blob from integrations where id = ${id}`,
    );
    return openText(tenant.ctx, tx, at(id), rows[0]?.blob ?? "");
  });

/** Reads all secrets over and over, keys forgotten each time, until told to stop; returns reads and errors. */
function readWhile(ids: readonly string[]): () => Promise<{ reads: number; errors: unknown[] }> {
  const state = { on: true };
  let reads = 0;
  const errors: unknown[] = [];
  const loop = async () => {
    while (state.on)
      for (const id of ids) {
        forgetKeys();
        const text = await readSecret(id).catch((error: unknown) => void errors.push(error));
        reads += 1;
        if (text !== undefined && text !== "secret") errors.push(text);
      }
  };
  const loops = [loop(), loop(), loop()];
  return async () => {
    state.on = false;
    await Promise.all(loops);
    return { reads, errors };
  };
}

const withKeys = (current: string, previous: string | undefined) =>
  setComposition({
    ...original,
    env: { ...original.env, TRAMA_MASTER_KEY: current, TRAMA_MASTER_KEY_PREVIOUS: previous },
  });

describe("rotating the master key", () => {
  test("every tenant's secrets open under the new key alone, and no read fails meanwhile", async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, () => storeSecret("secret")));
    const oldKey = original.env.TRAMA_MASTER_KEY;
    withKeys(newKey, oldKey);
    const stop = readWhile(ids);
    const first = await rewrapTenantKeys(masterKeyFrom(newKey), masterKeyFrom(oldKey));
    expect(first.count).toBeGreaterThan(0);
    const written = await storeSecret("secret");
    await new Promise((resolve) => setTimeout(resolve, 150));
    const { reads, errors } = await stop();
    expect(errors).toEqual([]);
    expect(reads).toBeGreaterThan(10);
    withKeys(newKey, undefined);
    forgetKeys();
    expect(await readSecret(written)).toBe("secret");
    expect(await readSecret(ids[0] ?? "")).toBe("secret");
    const again = await rewrapTenantKeys(masterKeyFrom(newKey), masterKeyFrom(oldKey));
    expect(again.count).toBe(0);
  });

  test("a key that was copied to another tenant is named, and stops nobody else's", async () => {
    const id = await storeSecret("secret");
    const victim = await mintTenant();
    await asPlatform(tenant.ctx, "plant a copied key", (tx) =>
      tx.execute(sql`insert into tenant_keys (tenant_id, key_id, wrapped_key, master_key_id)
        select ${victim.id}, key_id, wrapped_key, master_key_id from tenant_keys where tenant_id = ${tenant.id}`),
    );
    const oldKey = original.env.TRAMA_MASTER_KEY;
    const { unreadable } = await rewrapTenantKeys(masterKeyFrom(newKey), masterKeyFrom(oldKey));
    expect(unreadable.some((one) => one.startsWith(victim.id))).toBe(true);
    expect(await foreignMasterKeys(masterKeyFrom(newKey))).toContain(masterKeyFrom(oldKey).id);
    withKeys(newKey, undefined);
    forgetKeys();
    expect(await readSecret(id)).toBe("secret");
  });

  test("without the right master key a secret stays shut, and the error says which key is missing", async () => {
    const id = await storeSecret("secret");
    withKeys(randomBytes(32).toString("base64"), undefined);
    forgetKeys();
    const wanted = masterKeyFrom(original.env.TRAMA_MASTER_KEY).id;
    await expect(readSecret(id)).rejects.toThrow(`wrapped by master key ${wanted}`);
  });
});

describe("rotating a tenant's key", () => {
  test("seals every value anew, destroys the old key, and no read or write fails meanwhile", async () => {
    const ids = await Promise.all(Array.from({ length: 30 }, () => storeSecret("secret")));
    const detail = await storeEventDetail();
    const stop = readWhile(ids);
    const writing = Promise.all(Array.from({ length: 20 }, () => storeSecret("secret")));
    const result = await rotateTenantKey(tenant.ctx);
    const written = await writing;
    const { reads, errors } = await stop();
    expect(errors).toEqual([]);
    expect(reads).toBeGreaterThan(10);
    expect(result.previousKeyId).not.toBe(result.keyId);
    forgetKeys();
    for (const id of [...ids, ...written]) expect(await readSecret(id)).toBe("secret");
    expect(await keyStates()).toEqual({
      [result.keyId]: "active",
      [result.previousKeyId ?? ""]: "destroyed",
    });
    const blobs = await allBlobs();
    expect(blobs.every((blob) => blob.startsWith(`v1.${result.keyId}.`))).toBe(true);
    expect(blobs).toHaveLength(ids.length + written.length + 1);
    expect(await openDetail(detail)).toBe(`"personal"`);
  });

  test("a destroyed key opens nothing any more", async () => {
    const id = await storeSecret("secret");
    const { rows } = await inTenant(tenant.ctx, (tx) =>
      tx.execute<{ blob: string }>(
        sql`select credentials_sealed as blob from integrations where id = ${id}`,
      ),
    );
    await rotateTenantKey(tenant.ctx);
    const old = inTenant(tenant.ctx, (tx) => openText(tenant.ctx, tx, at(id), rows[0]?.blob ?? ""));
    await expect(old).rejects.toThrow("is destroyed");
  });

  test("is not for the tenant's own staff", async () => {
    const owner = await mintStaff(tenant, "owner");
    await expect(rotateTenantKey(owner.ctx)).rejects.toBeInstanceOf(Forbidden);
  });
});

const detailPlace = (rowId: string) => ({ table: "event_details", column: "sealed", rowId });

async function storeEventDetail(): Promise<string> {
  const id = newId();
  const eventId = newId();
  await inTenant(tenant.ctx, async (tx) => {
    await tx.execute(sql`select app.append_events(array[${eventId}]::uuid[], array['test.done'], array['test'],
      array['x'], array[now()], '{}')`);
    const sealed = await sealJsonBytes(tenant.ctx, tx, detailPlace(id), "personal");
    await tx.execute(sql`insert into event_details (id, tenant_id, event_id, sealed)
      values (${id}, ${tenant.id}, ${eventId}, ${sealed})`);
  });
  return id;
}

const openDetail = (id: string) =>
  inTenant(tenant.ctx, async (tx) => {
    const { rows } = await tx.execute<{ blob: string }>(
      sql`select convert_from(sealed, 'UTF8') as blob from event_details where id = ${id}`,
    );
    return openText(tenant.ctx, tx, detailPlace(id), rows[0]?.blob ?? "");
  });

async function keyStates(): Promise<Record<string, string>> {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute<{ key_id: string; status: string }>(sql`select key_id, status from tenant_keys`),
  );
  return Object.fromEntries(rows.map((row) => [row.key_id, row.status]));
}

async function allBlobs(): Promise<string[]> {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute<{ blob: string }>(sql`select credentials_sealed as blob from integrations
      union all select convert_from(sealed, 'UTF8') from event_details`),
  );
  return rows.map((row) => row.blob);
}
