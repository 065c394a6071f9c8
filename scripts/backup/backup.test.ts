import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate } from "@/db/migrate";
import { compose, composition } from "@/server/composition";
import type { Env } from "@/server/env";
import { fileKey } from "@/server/files/file-key";
import { newId } from "@/server/kernel/ids";
import { openText, sealText } from "@/server/secrets/seal";
import { onAdmin, withDatabase } from "@/server/testing/databases";
import { fingerprintOf, mintWorld } from "@/server/testing/world";
import { openKeys, sealKeys } from "./keys";
import { loadDatabase } from "./load-database";
import { loadFiles } from "./load-files";
import { makeBackup } from "./make-backup";
import { readVerified } from "./manifest";

let folder: string;
const scratch = `trama_restored_${process.pid}`;
const place = { table: "integrations", column: "credentials_sealed" };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "trama-backup-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The same server and keys, an empty migrated database, its own files. */
async function emptyInstallation(): Promise<Env> {
  const { env } = composition();
  const owner = process.env.DATABASE_URL ?? "";
  await onAdmin(owner, `drop database if exists ${scratch} with (force)`);
  await onAdmin(owner, `create database ${scratch}`);
  const url = withDatabase(owner, scratch);
  await migrate(url, env.TRAMA_MASTER_KEY);
  const platformUrl = withDatabase(env.DATABASE_PLATFORM_URL ?? "", scratch);
  return {
    ...env,
    DATABASE_URL: url,
    DATABASE_PLATFORM_URL: platformUrl,
    TRAMA_DATA: join(folder, "restored"),
  };
}

test("a restored set is the same rows, files and keys: a signed document opens and a secret is read", async () => {
  const { env, db, files } = composition();
  const world = await mintWorld();
  const rowId = newId();
  const key = fileKey(world.tenantId, "signed.pdf");
  const privateKey = createPrivateKey({
    key: Buffer.from(env.TRAMA_AUDIT_SIGNING_KEY, "base64"),
    format: "der",
    type: "pkcs8",
  });
  const signature = sign(null, Buffer.from("the document"), privateKey);
  await files.put(key, Buffer.from("the document"), { mediaType: "application/pdf" });
  const sealed = await db.platform.transaction(world.tenantId, async (tx) => {
    await tx.execute(sql`delete from tenant_keys where tenant_id = ${world.tenantId}`);
    return sealText({ tenantId: world.tenantId }, tx, { ...place, rowId }, "a secret");
  });
  const before = await fingerprintOf(world.tenantId);

  await makeBackup(env, files, join(folder, "set"), "correct horse");
  const target = await emptyInstallation();
  const manifest = await readVerified(join(folder, "set"));
  await loadDatabase(target, join(folder, "set"), manifest);
  const restored = compose(target);
  await loadFiles(restored.files, join(folder, "set"), manifest);

  const platformUrl = process.env.DATABASE_PLATFORM_URL;
  process.env.DATABASE_PLATFORM_URL = target.DATABASE_PLATFORM_URL;
  const after = await fingerprintOf(world.tenantId).finally(
    () => (process.env.DATABASE_PLATFORM_URL = platformUrl),
  );
  expect(after).toBe(before);
  const keys = openKeys(await readFile(join(folder, "set/keys.json"), "utf8"), "correct horse");
  const publicKey = createPublicKey(
    createPrivateKey({
      key: Buffer.from(keys.TRAMA_AUDIT_SIGNING_KEY, "base64"),
      format: "der",
      type: "pkcs8",
    }),
  );
  expect(verify(null, await restored.files.get(key), publicKey, signature)).toBe(true);
  const secret = await restored.db.platform.transaction(world.tenantId, (tx) =>
    openText({ tenantId: world.tenantId }, tx, { ...place, rowId }, sealed),
  );
  expect(secret).toBe("a secret");

  await expect(loadDatabase(target, join(folder, "set"), manifest)).rejects.toThrow(
    "already holds tenants",
  );
  await Promise.all([restored.db.app.close(), restored.db.platform.close()]);
});

test("after a restore the fences stand as before", async () => {
  const restored = withDatabase(process.env.DATABASE_URL ?? "", scratch);
  const { GATES } = await import("@/server/laws/database-gates");
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: restored });
  await client.connect();
  for (const gate of GATES) expect((await client.query(gate.sql)).rows, gate.name).toEqual([]);
  const off = await client.query(
    "select tgname from pg_trigger where not tgisinternal and tgenabled = 'D'",
  );
  expect(off.rows).toEqual([]);
  await client.end();
});

test("a changed part is found before anything is restored", async () => {
  await appendFile(join(folder, "set/tables/public.tenants.copy"), "x");
  await expect(readVerified(join(folder, "set"))).rejects.toThrow(
    "public.tenants.copy is not as it was",
  );
});

test("the keys open with their passphrase only", () => {
  const sealed = sealKeys(composition().env, "correct horse");
  expect(sealed).not.toContain(composition().env.TRAMA_MASTER_KEY);
  expect(openKeys(sealed, "correct horse").TRAMA_MASTER_KEY).toBe(
    composition().env.TRAMA_MASTER_KEY,
  );
  expect(() => openKeys(sealed, "wrong")).toThrow("do not open");
});
