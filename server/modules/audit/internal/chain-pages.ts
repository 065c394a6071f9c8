import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

/** Rows of a page: large enough that round trips do not count, small enough for memory. */
const PAGE = 10_000;

/**
 * The chain's rows after one seq and up to another, as `ChainChecker` takes them, page by page in short transactions.
 * The next page is already on its way while the last one is worked on.
 */
export async function* chainPages(ctx: Ctx, after: number, upTo: number): AsyncGenerator<string[]> {
  let next = readPage(ctx, after, upTo);
  for (;;) {
    const rows = await next;
    const last = rows.at(-1);
    if (!last) return;
    const full = rows.length === PAGE;
    if (full) next = readPage(ctx, last.seq, upTo);
    // An error of the page on its way is thrown when it is asked for, not before.
    next.catch(() => undefined);
    yield rows.map(({ row }) => row);
    if (!full) return;
  }
}

type Row = { seq: number; row: string };

const readPage = (ctx: Ctx, after: number, upTo: number): Promise<Row[]> =>
  inTenant(ctx, (tx) => pageOf(tx, ctx.tenantId, after, upTo));

async function pageOf(tx: Tx, tenantId: string, after: number, upTo: number): Promise<Row[]> {
  const { rows } = await tx.execute<{ row: string }>(sql`
    select concat_ws(E'\n', hash, (occurred_at at time zone 'UTC')::text, concat(
        'Z","entity":{"id":', to_json(entity_id), ',"type":', to_json(entity_type), '},"id":"', id, '","name":', to_json(name), ',"payload":'),
      prev_hash, seq, body) as row
    from events where tenant_id = ${tenantId} and seq > ${after} and seq <= ${upTo}
    order by seq limit ${PAGE}`);
  return rows.map(({ row }, index) => ({
    row,
    seq: index === rows.length - 1 ? seqOf(row) : 0,
  }));
}

/** The fifth line. */
function seqOf(row: string): number {
  let at = 0;
  for (let line = 0; line < 4; line++) at = row.indexOf("\n", at) + 1;
  return Number(row.slice(at, row.indexOf("\n", at)));
}
