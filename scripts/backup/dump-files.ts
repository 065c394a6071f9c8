import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FileStore } from "@/server/files/port";
import { digest, type Manifest } from "./manifest";

/** Copies every stored file under `folder/files`, from disk or S3 alike. Run it after the database's snapshot: rows never name a file that is not there. */
export async function dumpFiles(store: FileStore, folder: string): Promise<Manifest["files"]> {
  const entries: Manifest["files"] = [];
  for await (const { key } of store.list("")) {
    const path = `files/${key}`;
    await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
    await writeFile(join(folder, path), await store.get(key), { mode: 0o600 });
    entries.push({ key, path, ...(await digest(join(folder, path))) });
  }
  return entries.sort((a, b) => (a.key < b.key ? -1 : 1));
}
