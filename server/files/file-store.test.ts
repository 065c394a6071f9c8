import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openS3Files } from "@/server/integrations/s3/files";
import { NotFound } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { startTestS3 } from "@/server/testing/s3";
import { openDiskFiles } from "./disk";
import { fileKey } from "./file-key";
import type { FileStore, StoredFile } from "./port";

const drivers: { name: string; start(): Promise<{ store: FileStore; stop(): Promise<void> }> }[] = [
  {
    name: "disk",
    start: async () => {
      const root = await mkdtemp(join(tmpdir(), "trama-files-"));
      return { store: openDiskFiles(root), stop: () => rm(root, { recursive: true }) };
    },
  },
  {
    name: "s3",
    start: async () => {
      const s3 = await startTestS3();
      return { store: openS3Files(s3.settings), stop: s3.stop };
    },
  },
];
const meta = { mediaType: "application/octet-stream" };
const bytes = (text: string) => new TextEncoder().encode(text);
const listed = async (store: FileStore, folder: string) => {
  const found: StoredFile[] = [];
  for await (const file of store.list(folder)) found.push(file);
  return found;
};
const keysOf = async (store: FileStore, folder: string) =>
  (await listed(store, folder)).map((file) => file.key).toSorted();

describe.each(drivers)("file store on $name", ({ start }) => {
  let store: FileStore;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    ({ store, stop } = await start());
  });
  afterAll(() => stop());

  test("what is put comes back byte by byte", async () => {
    const key = fileKey(newId(), "uploads", "all-bytes.bin");
    const every = Uint8Array.from({ length: 70_000 }, (_, i) => i % 256);
    await store.put(key, every, meta);
    expect(Buffer.compare(await store.get(key), every)).toBe(0);
    expect(await store.exists(key)).toBe(true);
  });

  test("an empty file is a file", async () => {
    const key = fileKey(newId(), "empty");
    await store.put(key, new Uint8Array(), meta);
    expect((await store.get(key)).length).toBe(0);
  });

  test("a second put replaces the first whole", async () => {
    const key = fileKey(newId(), "twice");
    await store.put(key, bytes("a longer first text"), meta);
    await store.put(key, bytes("short"), meta);
    expect(Buffer.from(await store.get(key)).toString()).toBe("short");
  });

  test("what is not there is not found, and deleting it is no error", async () => {
    const key = fileKey(newId(), "uploads", "absent");
    await expect(store.get(key)).rejects.toBeInstanceOf(NotFound);
    expect(await store.exists(key)).toBe(false);
    await expect(store.delete(key)).resolves.toBeUndefined();
  });

  test("a deleted file is gone", async () => {
    const key = fileKey(newId(), "gone");
    await store.put(key, bytes("x"), meta);
    await store.delete(key);
    await expect(store.get(key)).rejects.toBeInstanceOf(NotFound);
  });

  test("a listing shows exactly the folder asked for, with sizes", async () => {
    const [one, two] = [newId(), newId()];
    const kept = [fileKey(one, "uploads", "a"), fileKey(one, "uploads", "b", "c")];
    for (const key of kept) await store.put(key, bytes("12345"), meta);
    await store.put(fileKey(one, "uploads2", "near"), bytes("x"), meta);
    await store.put(fileKey(two, "uploads", "other"), bytes("x"), meta);
    expect(await keysOf(store, `${one}/uploads/`)).toEqual(kept.toSorted());
    expect((await keysOf(store, `${one}/`)).length).toBe(3);
    expect(await keysOf(store, "")).toEqual(expect.arrayContaining(kept));
    const [first] = await listed(store, `${two}/`);
    expect(first?.sizeBytes).toBe(1);
    expect(await keysOf(store, `${newId()}/`)).toEqual([]);
  });

  test("a listing of what is no folder is refused", async () => {
    for (const folder of ["..", "../", `${newId()}`, `${newId()}/../`, "/", "uploads/"])
      await expect(listed(store, folder)).rejects.toThrow("not a folder");
  });

  test("a listing goes beyond one page of the store", async () => {
    const tenant = newId();
    const many = Array.from({ length: 1010 }, (_, i) => fileKey(tenant, "many", `f${i}`));
    for (let i = 0; i < many.length; i += 50)
      await Promise.all(many.slice(i, i + 50).map((key) => store.put(key, bytes("x"), meta)));
    expect(await keysOf(store, `${tenant}/many/`)).toEqual(many.toSorted());
  }, 150_000);

  test("twenty writers of one key leave one whole version", async () => {
    const key = fileKey(newId(), "race");
    const versions = Array.from({ length: 20 }, (_, i) => bytes(String(i % 10).repeat(50_000)));
    await Promise.all(versions.map((version) => store.put(key, version, meta)));
    const text = Buffer.from(await store.get(key)).toString();
    expect(new Set(text).size).toBe(1);
    expect(text.length).toBe(50_000);
  });
});

test("a store that refuses our key, or is not there, is Unavailable and says no vendor's text", async () => {
  const s3 = await startTestS3();
  const key = fileKey(newId(), "x");
  const wrong = openS3Files({ ...s3.settings, accessKeyId: "wrong" });
  for (const store of [wrong, openS3Files({ ...s3.settings, endpoint: "http://127.0.0.1:1" })]) {
    const refused = store.put(key, bytes("x"), meta);
    await expect(refused).rejects.toMatchObject({ code: "unavailable" });
    await expect(store.exists(key)).rejects.toMatchObject({ code: "unavailable" });
  }
  await s3.stop();
});

test("a write that fails leaves no part behind on disk", async () => {
  const root = await mkdtemp(join(tmpdir(), "trama-files-"));
  const store = openDiskFiles(root);
  const tenant = newId();
  await store.put(fileKey(tenant, "folder", "file"), bytes("x"), meta);
  // A folder cannot be replaced by a file: the rename fails.
  await expect(store.put(fileKey(tenant, "folder"), bytes("y"), meta)).rejects.toThrow(/./);
  expect(await readdir(join(root, ".incoming"))).toEqual([]);
  await rm(root, { recursive: true });
});
