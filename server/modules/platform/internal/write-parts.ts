import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import type { PoolClient } from "pg";
import { composition } from "@/server/composition";
import { storedFileKey } from "@/server/files/file-key";
import type { Part } from "./manifest";

const BATCH = 1_000;

/** People travel with the tenant that they belong to; everything else is a table of tenants. */
const SOURCES: Record<string, string> = {
  users:
    "select u.* from users u where exists (select 1 from memberships m where m.user_id = u.id and m.tenant_id = $1)",
  event_heads: "select h.*, h.tenant_id as id from event_heads h where h.tenant_id = $1",
};

/** One table's rows of one tenant as JSON lines in the order of their ids, through a cursor: memory stays flat. */
export async function writeTable(
  client: PoolClient,
  folder: string,
  table: string,
  tenantId: string,
): Promise<Part> {
  const source =
    SOURCES[table] ?? `select * from ${client.escapeIdentifier(table)} where tenant_id = $1`;
  await client.query(
    `declare part no scroll cursor for select to_jsonb(r)::text as line from (${source.replace("$1", client.escapeLiteral(tenantId))}) r order by r.id`,
  );
  const path = `tables/${table}.jsonl`;
  const part = await writePart(folder, path, async (append) => {
    for (;;) {
      const { rows } = await client.query<{ line: string }>(`fetch ${BATCH} from part`);
      if (rows.length === 0) return;
      await append(Buffer.from(rows.map((row) => `${row.line}\n`).join("")), rows.length);
    }
  });
  await client.query("close part");
  return part;
}

/** The bytes of the tenant's files, each under its row's id; a deleted file has none. */
export async function writeFiles(
  client: PoolClient,
  folder: string,
  tenantId: string,
): Promise<Part[]> {
  const { rows } = await client.query<{ id: string; key: string }>(
    "select id, storage_key as key from files where tenant_id = $1 and deleted_at is null order by id",
    [tenantId],
  );
  const store = composition().files;
  const parts: Part[] = [];
  for (const { id, key } of rows) {
    const bytes = await store.get(storedFileKey(tenantId, key));
    parts.push(await writePart(folder, `files/${id}`, (append) => append(Buffer.from(bytes), 1)));
  }
  return parts;
}

async function writePart(
  folder: string,
  path: string,
  fill: (append: (bytes: Buffer, rows: number) => Promise<void>) => Promise<void>,
): Promise<Part> {
  const hash = createHash("sha256");
  let rows = 0;
  const file: FileHandle = await open(join(folder, path), "wx", 0o600);
  try {
    await fill(async (bytes, count) => {
      hash.update(bytes);
      rows += count;
      await file.writeFile(bytes);
    });
    await file.sync();
  } finally {
    await file.close();
  }
  return { path, rows, sha256: hash.digest("hex") };
}
