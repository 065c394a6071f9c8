import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import { holdStill } from "@/server/modules/subscriptions/rebind-services";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { noteFailure } from "../internal/note-seen";
import { openRouter } from "../internal/router-row";
import { RouterRefusal, type RouterLine } from "../port";
import { isOurs } from "../rules/ownership";
import type { Found } from "../rules/adoption";
import { type Decision, giveBack } from "./internal/claim";
import { readRow } from "./internal/look-at-rows";
import type { AdoptionProblem, AdoptionResult, UndoAdoptionInput } from "./schema";

type Adopted = Decision & {
  menu: string;
  rowId: string;
  found: Found;
  number: number;
  customerId: string;
};
type Judged = { row: Adopted; problem: AdoptionProblem | null };

/**
 * Takes adoptions back: the row's own comment is written again, and the service is as it was before. First the router, then
 * our books, so that a row with our tag never is one of nobody's. A service that is cut, or about to change, is not given
 * back: its row would stay cut with nobody to reconnect it. Throws `NotFound`, `Unavailable`.
 */
export async function undoAdoption(
  ctx: Ctx,
  { routerId, rowIds }: UndoAdoptionInput,
): Promise<AdoptionResult> {
  authorize(ctx, "router.reconcile");
  const judged = await inTenant(ctx, (tx) => load(ctx, tx, routerId, rowIds));
  const { account } = await openRouter(ctx, routerId);
  const free = () => judged.filter(({ problem }) => problem === null);
  try {
    if (free().length > 0)
      await composition().routers.use(
        ctx,
        account,
        { operation: "undoAdoption", deadlineMs: 60_000 },
        async (line) => {
          for (const one of free()) one.problem = await untag(ctx, line, one.row);
        },
      );
  } catch (error) {
    throw await noteFailure(ctx, routerId, error);
  }
  await inTenant(ctx, (tx) =>
    note(
      ctx,
      tx,
      routerId,
      free().map(({ row }) => row),
    ),
  );
  return { results: judged.map(({ row, problem }) => ({ rowId: row.id, problem })) };
}

async function load(
  ctx: Ctx,
  tx: Tx,
  routerId: string,
  rowIds: readonly string[],
): Promise<Judged[]> {
  const { rows } = await tx.execute<Adopted & { desired: string; busy: boolean }>(sql`
    select d.id, d.service_id as "serviceId", d.previous, d.menu, d.row_id as "rowId", d.found, s.number,
      s.customer_id as "customerId", s.desired, exists (select 1 from enforcement_commands c
        where c.tenant_id = s.tenant_id and c.service_id = s.id and c.status in ('pending', 'applied')
          and (c.reason not in ('adopt', 'provision') or c.in_flight_until > now())) as busy
    from row_decisions d join services s on s.tenant_id = d.tenant_id and s.id = d.service_id
    where d.tenant_id = ${ctx.tenantId} and d.router_id = ${routerId} and d.decision <> 'skipped'
      and d.id = any(${sql.param(rowIds)}::uuid[])`);
  if (rows.length === 0) throw new NotFound("rowDecision");
  return rows.map(({ desired, busy, ...row }) => ({
    row,
    problem: desired !== "on" ? "undo_cut" : busy ? "undo_busy" : null,
  }));
}

/** Only our tag is taken off, and only where it is still ours; a row that is gone has none. */
async function untag(
  ctx: Ctx,
  line: RouterLine,
  { menu, rowId, found, serviceId }: Adopted,
): Promise<AdoptionProblem | null> {
  const owner = { tenantId: ctx.tenantId, serviceId };
  const now = await readRow(line, { menu, rowId });
  if (!isOurs(now?.comment, owner)) return null;
  const attributes = { ".id": rowId, comment: found.comment ?? "" };
  try {
    await line.run(`${menu}/set`, { attributes });
  } catch (error) {
    if (!(error instanceof RouterRefusal) || error.isPermission) throw error;
    return "router_refused";
  }
  return isOurs((await readRow(line, { menu, rowId }))?.comment, owner) ? "router_refused" : null;
}

async function note(ctx: Ctx, tx: Tx, routerId: string, rows: readonly Adopted[]): Promise<void> {
  if (rows.length === 0) return;
  await holdStill(
    ctx,
    tx,
    rows.map(({ serviceId }) => serviceId),
  );
  await giveBack(ctx, tx, rows);
  await tx.execute(sql`update reconcile_rows d set outcome = 'open'
    from unnest(${sql.param(rows.map(({ menu }) => menu))}::text[],
      ${sql.param(rows.map(({ rowId }) => rowId))}::text[]) as n(menu, row_id), reconcile_runs r
    where d.tenant_id = ${ctx.tenantId} and r.tenant_id = d.tenant_id and r.id = d.run_id and r.router_id = ${routerId}
      and d.menu = n.menu and d.row_id = n.row_id and d.kind = 'foreign' and d.outcome = 'adopted'`);
  record(ctx, "router.adoptionsUndone", {
    entity: { type: "router", id: routerId },
    payload: { rows: rows.length },
  });
  for (const { serviceId, number, customerId, menu } of rows)
    record(ctx, "service.adoptionUndone", {
      entity: { type: "service", id: serviceId },
      payload: { number, customerId, routerId, menu },
    });
}
