import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { Invalid } from "@/server/kernel/errors";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { readLines } from "./read-lines";
import type { Manifest } from "./manifest";

const fact = z.object({
  id: z.uuid(),
  seq: z.number(),
  name: z.string(),
  entity_type: z.string(),
  entity_id: z.string(),
  occurred_at: z.string(),
  /** A raw line break would be two bodies (see append_events); canonical JSON has none. */
  body: z.string().regex(/^[^\n]*$/),
});
type Fact = z.output<typeof fact>;

/**
 * Appends the exported facts, in their order, to the new tenant's empty chain. Under the old id every body and so every
 * hash is what it was, and the end must be the manifest's; under a new one the id inside the bodies changes with it.
 */
export async function importChain(
  tx: Tx,
  move: { folder: string; from: string; to: string; head: Manifest["head"] },
): Promise<number> {
  const facts: Fact[] = [];
  for await (const lines of readLines(move.folder, "events"))
    facts.push(...lines.map((line) => fact.parse(JSON.parse(line))));
  facts.sort((a, b) => a.seq - b.seq);
  await tx.execute(sql`select set_config('app.tenant_id', ${move.to}, true)`);
  for (let at = 0; at < facts.length; at += 5_000)
    await append(tx, facts.slice(at, at + 5_000), move);
  await tx.execute(sql`select set_config('app.tenant_id', ${PLATFORM_TENANT_ID}, true)`);
  if (move.from !== move.to || !move.head) return facts.length;
  const { rows } = await tx.execute(
    sql`select hash from event_heads where tenant_id = ${move.to} and seq = ${move.head.seq}`,
  );
  if (rows[0]?.hash !== move.head.hash)
    throw new Invalid("import_broken", { part: "tables/events.jsonl" });
  return facts.length;
}

async function append(
  tx: Tx,
  facts: readonly Fact[],
  { from, to }: { from: string; to: string },
): Promise<void> {
  // An id is 36 characters of its own alphabet: replaced as text it can hit nothing but itself, and canonical JSON stays canonical.
  const moved = (pick: (fact: Fact) => string) =>
    facts.map((each) => pick(each).replaceAll(from, to));
  const column = (pick: (fact: Fact) => string) => sql.param(moved(pick));
  await tx.execute(sql`select app.append_events(
    ${column((each) => each.id)}::uuid[], ${column((each) => each.name)}::text[],
    ${column((each) => each.entity_type)}::text[], ${column((each) => each.entity_id)}::text[],
    ${column((each) => each.occurred_at)}::timestamptz[], ${moved((each) => each.body).join("\n")}::text)`);
}
