import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

/** Seqs of a page: small enough for a socket's buffer, so that the database goes on while a page is being checked. */
const PAGE = 2_000;
/** Pages on their way at once, each on a connection of its own. */
const AHEAD = 3;

/**
 * The chain's rows after one seq and up to another, as `ChainChecker` takes them, page by page in short transactions.
 * Seqs have no gap, so the next pages are asked for before this one has come; where one is empty, a gap is stepped over.
 */
export async function* chainPages(ctx: Ctx, after: number, upTo: number): AsyncGenerator<string[]> {
  let at = after;
  const coming: Promise<string[]>[] = [];
  for (;;) {
    while (at < upTo && coming.length < AHEAD) {
      const page = readPage(ctx, at, Math.min(at + PAGE, upTo));
      // An error of a page on its way is thrown when it is asked for, not before.
      page.catch(() => undefined);
      coming.push(page);
      at += PAGE;
    }
    const rows = await coming.shift();
    if (!rows) return;
    if (rows.length > 0) yield rows;
    else if (coming.length === 0) at = await beforeNext(ctx, at, upTo);
  }
}

const readPage = (ctx: Ctx, after: number, to: number): Promise<string[]> =>
  inTenant(ctx, (tx) => pageOf(tx, ctx.tenantId, after, to));

async function pageOf(tx: Tx, tenantId: string, after: number, to: number): Promise<string[]> {
  const { rows } = await tx.execute<{ row: string }>(sql`
    select concat_ws(E'\n', hash, (occurred_at at time zone 'UTC')::text, concat(
        'Z","entity":{"id":', to_json(entity_id), ',"type":', to_json(entity_type), '},"id":"', id, '","name":', to_json(name), ',"payload":'),
      prev_hash, seq, body) as row
    from events where tenant_id = ${tenantId} and seq > ${after} and seq <= ${to}
    order by seq`);
  return rows.map(({ row }) => row);
}

/** The seq before the first row after `after`; `upTo` when there is none, however far away a forged head stands. */
function beforeNext(ctx: Ctx, after: number, upTo: number): Promise<number> {
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<{ seq: string | null }>(
      sql`select min(seq) as seq from events where tenant_id = ${ctx.tenantId} and seq > ${after} and seq <= ${upTo}`,
    );
    return rows[0]?.seq ? Number(rows[0].seq) - 1 : upTo;
  });
}
