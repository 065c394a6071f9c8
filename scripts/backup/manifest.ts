import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";

const part = z.object({ path: z.string(), sha256: z.string(), bytes: z.number() });
const table = part.extend({
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.number(),
});

/** What a backup consists of; a part whose hash differs is not restored. */
export const manifestSchema = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  /** Hashes of the migrations that the data has been through, in order. */
  migrations: z.array(z.string()),
  tables: z.array(table),
  files: z.array(part.extend({ key: z.string() })),
  keys: part,
});
export type Manifest = z.output<typeof manifestSchema>;

/** sha256 and size of a file. */
export async function digest(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash("sha256");
  let bytes = 0;
  await pipeline(createReadStream(path), async (source: AsyncIterable<Buffer>) => {
    for await (const chunk of source) {
      bytes += chunk.length;
      hash.update(chunk);
    }
  });
  return { sha256: hash.digest("hex"), bytes };
}

/** Reads a backup's manifest and compares every part with it; throws a sentence that names the first fault. */
export async function readVerified(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, "manifest.json"), "utf8").catch(() => {
    throw new Error(`${folder} is no backup: it has no manifest.json.`);
  });
  const manifest = manifestSchema.parse(JSON.parse(text));
  for (const { path, sha256 } of [...manifest.tables, ...manifest.files, manifest.keys]) {
    const found = await digest(join(folder, path)).catch(() => ({ sha256: "absent" }));
    if (found.sha256 !== sha256)
      throw new Error(`${path} is not as it was when the backup was made: nothing was restored.`);
  }
  return manifest;
}
