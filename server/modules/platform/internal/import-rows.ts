import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { readLines } from "./read-lines";
import type { Reseal } from "./reseal";

/** What changes on the way: the tenant's id, its people's ids, its seals. */
export type Move = {
  folder: string;
  from: string;
  to: string;
  people: ReadonlyMap<string, string>;
  reseal: Reseal;
};

/** Inserts one table's rows under the new tenant. PostgreSQL reads the JSON itself, so that no number passes through JavaScript. */
export async function importRows(tx: Tx, table: string, move: Move): Promise<number> {
  let rows = 0;
  const target = sql.identifier(table);
  for await (const lines of readLines(move.folder, table)) {
    const patches: string[] = [];
    for (const line of lines) patches.push(JSON.stringify(await patchOf(tx, table, line, move)));
    await tx.execute(sql`insert into ${target} select r.*
      from unnest(${sql.param(lines)}::text[], ${sql.param(patches)}::text[]) p(line, patch)
      cross join lateral jsonb_populate_record(null::${target}, p.line::jsonb || p.patch::jsonb) r`);
    rows += lines.length;
  }
  return rows;
}

const known = z.object({
  id: z.uuid(),
  user_id: z.string().optional(),
  storage_key: z.string().optional(),
  host: z.string().optional(),
});

async function patchOf(
  tx: Tx,
  table: string,
  line: string,
  move: Move,
): Promise<Record<string, unknown>> {
  const parsed: unknown = JSON.parse(line);
  const row = known.parse(parsed);
  const patch: Record<string, unknown> = { tenant_id: move.to };
  if (table === "memberships") patch.user_id = move.people.get(row.user_id ?? "");
  if (table === "files") patch.storage_key = row.storage_key?.replace(move.from, move.to);
  // Who holds the host here keeps it; the import's claim must be proven again.
  if (table === "tenant_domains" && (await isHeld(tx, row.host ?? ""))) patch.status = "pending";
  return { ...patch, ...(await move.reseal(table, row.id, parsed)) };
}

async function isHeld(tx: Tx, host: string): Promise<boolean> {
  const { rows } = await tx.execute(
    sql`select 1 from tenant_domains where host = ${host} and status = 'verified'`,
  );
  return rows.length > 0;
}
