import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { Invalid } from "@/server/kernel/errors";

export const FORMAT = "trama-tenant/1";

const part = z.object({
  /** Inside the folder; nothing else may be named. */
  path: z.string().regex(/^(?:tables|files)\/[a-z0-9_-]+(?:\.jsonl)?$/),
  rows: z.number(),
  sha256: z.string(),
});
export type Part = z.output<typeof part>;

/** What an exported tenant consists of; every part by its hash. Data keys stay wrapped by the master key. */
export const manifestSchema = z.object({
  format: z.literal(FORMAT),
  exportedAt: z.string(),
  tenant: z.object({
    id: z.uuid(),
    slug: z.string(),
    name: z.string(),
    status: z.enum(["active", "read_only", "suspended", "closed"]),
    parentTenantId: z.uuid().nullable(),
    planCode: z.string().nullable(),
    country: z.string(),
    timeZone: z.string(),
    currency: z.string(),
    locale: z.enum(["es", "en", "pt"]),
    demo: z.boolean(),
    createdAt: z.string(),
  }),
  keys: z.array(z.object({ keyId: z.string(), wrappedKey: z.string(), masterKeyId: z.string() })),
  head: z.object({ seq: z.number(), hash: z.string() }).nullable(),
  parts: z.array(part),
});
export type Manifest = z.output<typeof manifestSchema>;

/** sha256 of a file, read as a stream. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** Reads the folder's manifest and holds every part to its hash before anything is written. Throws Invalid. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, "manifest.json"), "utf8").catch(() => {
    throw new Invalid("import_broken", { part: "manifest.json" });
  });
  const parsed = manifestSchema.safeParse(jsonOf(text));
  if (!parsed.success) throw new Invalid("import_broken", { part: "manifest.json" });
  for (const { path, sha256 } of parsed.data.parts) {
    const actual = await hashOf(join(folder, path)).catch(() => "absent");
    if (actual !== sha256) throw new Invalid("import_broken", { part: path });
  }
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
