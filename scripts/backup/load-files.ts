import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { storedFileKey } from "@/server/files/file-key";
import type { FileStore } from "@/server/files/port";
import type { Manifest } from "./manifest";

/** Puts a backup's files into the store. */
export async function loadFiles(
  store: FileStore,
  folder: string,
  manifest: Manifest,
): Promise<void> {
  for (const { key, path } of manifest.files) {
    const tenantId = key.slice(0, key.indexOf("/"));
    await store.put(storedFileKey(tenantId, key), await readFile(join(folder, path)), {
      mediaType: "application/octet-stream",
    });
  }
}
