import { sql } from "drizzle-orm";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { composition, setComposition } from "@/server/composition";
import { openDiskFiles } from "@/server/files/disk";
import { fileKey } from "@/server/files/file-key";
import { Forbidden, LimitReached, NotFound, Unavailable } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { sweepOrphans } from "./internal/sweep-orphans";
import { deleteFile } from "./delete-file";
import { purgeFile } from "./jobs";
import { listFiles } from "./list-files";
import { openFile } from "./open-file";
import { uploadFile } from "./upload-file";

let root: string;
let a: TestTenant;
let b: TestTenant;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "trama-uploads-"));
  setComposition({ ...composition(), files: openDiskFiles(root) });
  [a, b] = [await mintTenant(), await mintTenant()];
});
afterAll(() => rm(root, { recursive: true, force: true }));

const note = (text = "hello") => ({ name: "note.txt", bytes: new TextEncoder().encode(text) });
const filesOf = (tenant: TestTenant) => readdir(join(root, tenant.id, "uploads")).catch(() => []);
const usedBytes = async (tenant: TestTenant) => {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`select used::int as used from tenant_usage where resource = 'storageBytes'`),
  );
  return Number(rows[0]?.used ?? 0);
};
const setLimit = (tenant: TestTenant, bytes: number) =>
  composition().db.platform.transaction(tenant.id, (tx) =>
    tx.execute(
      sql`insert into tenant_limits (tenant_id, resource, maximum) values (${tenant.id}, 'storageBytes', ${bytes})`,
    ),
  );

const purge = (tenant: TestTenant, storageKey: string) =>
  purgeFile.handle(
    tenant.ctx,
    { storageKey },
    {
      jobId: newId(),
      name: "files.purge",
      attempt: 1,
      timeoutMs: 60_000,
      deadline: new Date(Date.now() + 60_000),
      signal: new AbortController().signal,
    },
  );

test("an upload is a row, a count, a fact and bytes under a key nobody chose", async () => {
  const tenant = await mintTenant();
  const { ctx, userId } = await mintStaff(tenant, "agent");
  const file = await uploadFile(ctx, { ...note(), name: "../../etc/note.txt" });
  expect(file).toMatchObject({ name: "note.txt", mediaType: "text/plain", sizeBytes: 5 });
  expect(await usedBytes(tenant)).toBe(5);
  const [stored] = await filesOf(tenant);
  expect(stored).toMatch(/^[0-9a-f-]{36}$/);
  expect(stored).not.toBe(file.id);
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(
      sql`select body::jsonb as body from events where name = 'file.uploaded' and entity_id = ${file.id}`,
    ),
  );
  expect(rows[0]?.body).toMatchObject({ actor: { userId }, payload: { sizeBytes: 5 } });
  expect(JSON.stringify(rows)).not.toContain("note.txt");
  expect(Buffer.from((await openFile(ctx, file)).bytes).toString()).toBe("hello");
});

test("what is counted is what is stored, not what was sent", async () => {
  const tenant = await mintTenant();
  const jpeg = await sharp({ create: { width: 200, height: 200, channels: 3, background: "#123" } })
    .jpeg()
    .toBuffer();
  const padded = Buffer.concat([jpeg, Buffer.alloc(100_000)]);
  const file = await uploadFile(tenant.ctx, { name: "a.jpg", bytes: padded });
  expect(file.sizeBytes).toBeLessThan(10_000);
  expect(await usedBytes(tenant)).toBe(file.sizeBytes);
});

test("another tenant's file is not found, by opening or deleting", async () => {
  const file = await uploadFile(a.ctx, note());
  await expect(openFile(b.ctx, file)).rejects.toBeInstanceOf(NotFound);
  await expect(deleteFile(b.ctx, file)).rejects.toBeInstanceOf(NotFound);
  expect((await listFiles(b.ctx, { limit: 50 })).items).toEqual([]);
  expect((await openFile(a.ctx, file)).file.id).toBe(file.id);
});

test("of two uploads for the last bytes exactly one succeeds, and the other leaves nothing", async () => {
  const tenant = await mintTenant();
  await setLimit(tenant, 7);
  const tries = await Promise.allSettled([
    uploadFile(tenant.ctx, note("12345")),
    uploadFile(tenant.ctx, note("67890")),
  ]);
  expect(tries.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const lost = tries.find((one) => one.status === "rejected");
  expect(lost?.reason).toBeInstanceOf(LimitReached);
  expect(await filesOf(tenant)).toHaveLength(1);
  expect(await usedBytes(tenant)).toBe(5);
});

test("a deleted file is gone for everyone, its storage is free once, its bytes are purged by a job", async () => {
  const tenant = await mintTenant();
  const { ctx } = await mintStaff(tenant, "owner");
  const file = await uploadFile(ctx, note());
  const twice = await Promise.allSettled([deleteFile(ctx, file), deleteFile(ctx, file)]);
  expect(twice.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await usedBytes(tenant)).toBe(0);
  await expect(openFile(ctx, file)).rejects.toBeInstanceOf(NotFound);
  const [stored] = await filesOf(tenant);
  const storageKey = `${tenant.id}/uploads/${stored}`;
  await purge(tenant, storageKey);
  await purge(tenant, storageKey);
  expect(await filesOf(tenant)).toEqual([]);
});

test("a purge never reaches another tenant's bytes", async () => {
  const file = await uploadFile(a.ctx, note());
  const [stored] = await filesOf(a);
  await expect((async () => purge(b, `${a.id}/uploads/${stored}`))()).rejects.toThrow(
    "another tenant",
  );
  expect((await openFile(a.ctx, file)).file.id).toBe(file.id);
});

test("bytes that no row names are swept after a day; fresh ones and named ones stay", async () => {
  const tenant = await mintTenant();
  const store = composition().files;
  const longAgo = newId(Date.now() - 2 * 86_400_000);
  await store.put(fileKey(tenant.id, "uploads", longAgo), note().bytes, { mediaType: "x/x" });
  await store.put(fileKey(tenant.id, "uploads", newId()), note().bytes, { mediaType: "x/x" });
  await store.put(fileKey(tenant.id, "uploads", "by-hand"), note().bytes, { mediaType: "x/x" });
  const file = await uploadFile(tenant.ctx, note());
  const { signal } = new AbortController();
  expect(await sweepOrphans(tenant.ctx, signal)).toBe(1);
  expect(await filesOf(tenant)).not.toContain(longAgo);
  const later = { ...tenant.ctx, now: new Date(Date.now() + 2 * 86_400_000) };
  expect(await sweepOrphans(later, signal)).toBe(1);
  expect(await filesOf(tenant)).toHaveLength(2);
  expect((await openFile(tenant.ctx, file)).file.id).toBe(file.id);
});

test("bytes that changed in the store are not served", async () => {
  const tenant = await mintTenant();
  const file = await uploadFile(tenant.ctx, note());
  const [stored = ""] = await filesOf(tenant);
  await writeFile(join(root, tenant.id, "uploads", stored), "HELLO");
  await expect(openFile(tenant.ctx, file)).rejects.toBeInstanceOf(Unavailable);
});

test("roles without the permission, customers and anonymous callers are refused", async () => {
  const { ctx: technician } = await mintStaff(a, "technician");
  const file = await uploadFile(technician, note());
  expect(() => deleteFile(technician, file)).toThrow(Forbidden);
  const customer = { kind: "customer", customerId: newId(), sessionId: newId() } as const;
  for (const actor of [customer, { kind: "anonymous" } as const]) {
    await expect(uploadFile({ ...a.ctx, actor }, note())).rejects.toThrow(/forbidden|unauth/);
    await expect(openFile({ ...a.ctx, actor }, file)).rejects.toThrow(/forbidden|unauth/);
  }
});

test("the list pages through all files, newest first", async () => {
  const tenant = await mintTenant();
  const ids: string[] = [];
  for (let i = 0; i < 5; i++)
    ids.unshift((await uploadFile({ ...tenant.ctx, now: new Date(Date.now() + i) }, note())).id);
  const first = await listFiles(tenant.ctx, { limit: 3 });
  const second = await listFiles(tenant.ctx, { limit: 3, cursor: first.nextCursor ?? undefined });
  expect([...first.items, ...second.items].map((file) => file.id)).toEqual(ids);
  expect(second.nextCursor).toBeNull();
});
