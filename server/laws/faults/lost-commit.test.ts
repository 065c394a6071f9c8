import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { openPg } from "@/db/drivers/pg";
import { roleUrl } from "@/db/role-urls";
import { composition, setComposition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { storedFileKey } from "@/server/files/file-key";
import { uploadFile } from "@/server/modules/files/upload-file";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type FaultProxy, openFaultProxy } from "@/server/testing/fault-proxy";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";

let proxy: FaultProxy;
let behindProxy: Database;
let tenant: TestTenant;
const own = composition();
beforeAll(async () => {
  const url = new URL(process.env.DATABASE_URL ?? "");
  proxy = await openFaultProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  behindProxy = openPg(roleUrl(url.toString(), process.env.TRAMA_MASTER_KEY ?? "", "trama_app"), 2);
  tenant = await mintTenant();
});
afterEach(() => setComposition(own));
afterAll(async () => {
  await behindProxy.close();
  await proxy.close();
});

const flag = (name: string) =>
  behindProxy.transaction(tenant.id, (tx) =>
    tx.execute(
      sql`insert into tenant_flags (tenant_id, flag, enabled) values (${tenant.id}, ${name}, true)`,
    ),
  );

async function isThere(name: string): Promise<boolean> {
  const { rowCount } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`select from tenant_flags where flag = ${name}`),
  );
  return rowCount === 1;
}

async function keyOf(name: string): Promise<string | undefined> {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute<{ key: string }>(sql`select storage_key as key from files where name = ${name}`),
  );
  return rows[0]?.key;
}

test("a commit whose answer is lost is told as unknown, and its work is there", async () => {
  proxy.setTrap({ text: "commit\0", lose: "answer" });
  await expect(flag("arrived")).rejects.toMatchObject({
    code: "unavailable",
    key: "outcome_unknown",
  });
  await expect.poll(() => isThere("arrived")).toBe(true);
});

test("a commit that never arrived is told as unknown too, and left nothing", async () => {
  proxy.setTrap({ text: "commit\0", lose: "request" });
  await expect(flag("lost")).rejects.toMatchObject({ key: "outcome_unknown" });
  expect(await isThere("lost")).toBe(false);
});

test("a connection that ends before the commit is a plain failure: nothing is there", async () => {
  proxy.setTrap({ text: "insert into tenant_flags", lose: "answer" });
  const failure = await flag("early").catch((error: unknown) => error);
  expect(failure).not.toMatchObject({ key: "outcome_unknown" });
  expect(failure).toBeInstanceOf(Error);
  expect(await isThere("early")).toBe(false);
});

test("a statement that failed and was passed over does not pass for a commit", async () => {
  const careless = behindProxy.transaction(tenant.id, async (tx) => {
    await tx.execute(sql`select 1 / 0`).catch(() => undefined);
    return "done";
  });
  await expect(careless).rejects.toThrow("commit was answered with ROLLBACK");
});

test("an upload keeps its bytes when nobody knows whether its row was written", async () => {
  setComposition({ ...own, db: { ...own.db, app: behindProxy } });
  proxy.setTrap({ text: "commit\0", lose: "answer" });
  const name = `${newId()}.txt`;
  const upload = uploadFile(tenant.ctx, { name, bytes: Buffer.from("important") });
  await expect(upload).rejects.toMatchObject({ key: "outcome_unknown" });
  setComposition(own);
  await expect.poll(() => keyOf(name)).toBeDefined();
  const key = storedFileKey(tenant.id, (await keyOf(name)) ?? "");
  const bytes = await own.files.get(key);
  expect(Buffer.from(bytes).toString().trim()).toBe("important");
});
