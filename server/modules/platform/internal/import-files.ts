import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { composition } from "@/server/composition";
import { storedFileKey } from "@/server/files/file-key";
import type { Ctx } from "@/server/tenancy/context";
import type { Manifest } from "./manifest";
import { readLines } from "./read-lines";

const row = z.object({ id: z.uuid(), storage_key: z.string(), media_type: z.string() });

/** Puts the files' bytes under the new tenant. An import that fails later leaves bytes that no row names: nobody can open them. */
export async function importFiles(own: Ctx, folder: string, manifest: Manifest): Promise<void> {
  const there = new Set(manifest.parts.map((part) => part.path));
  for await (const lines of readLines(folder, "files"))
    for (const line of lines) {
      const { id, storage_key, media_type } = row.parse(JSON.parse(line));
      if (!there.has(`files/${id}`)) continue;
      const key = storedFileKey(
        own.tenantId,
        storage_key.replace(manifest.tenant.id, own.tenantId),
      );
      const bytes = await readFile(join(folder, "files", id));
      await composition().files.put(key, bytes, { mediaType: media_type });
    }
}
