import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import { record } from "@/server/events/record";
import { askAgain } from "@/server/modules/subscriptions/bind-enforcement";
import { replayLane } from "@/server/modules/subscriptions/replay-lane";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { noteFailure } from "../internal/note-seen";
import { openRouter, type RouterRow } from "../internal/router-row";
import { RouterRefusal, type RouterLine } from "../port";
import { differsOnceAdopted } from "../rules/differences";
import { commentOf, isOurs } from "../rules/ownership";
import { claim, type Decision, giveBack } from "./internal/claim";
import { loadPicks, type Pick } from "./internal/load-picks";
import { readRow, rowProblem } from "./internal/look-at-rows";
import { humanOf } from "./preview-adoption";
import type { AdoptionProblem, AdoptionResult, PicksInput } from "./schema";

type Judged = { pick: Pick; problem: AdoptionProblem | null; differs: boolean };

/**
 * Takes rows that people made by hand over, each for the service that a person chose: our tag becomes their comment, and
 * nothing else of them changes. A service without a place gets the one that the row gives. Where the row is as the service
 * should be, it is proven; where it is not, the next comparison says so. Twice is once. Throws `NotFound`, `Unavailable`.
 */
export async function adoptRows(ctx: Ctx, input: PicksInput): Promise<AdoptionResult> {
  authorize(ctx, "router.reconcile");
  const { router, picks } = await loadPicks(ctx, input);
  const { account } = await openRouter(ctx, router.id);
  const judged: Judged[] = await inTenant(ctx, async (tx) => {
    const all: Judged[] = [];
    for (const pick of picks) {
      const skip = pick.isDone || pick.problem !== null;
      const problem = skip ? pick.problem : await claim(ctx, tx, router.id, pick);
      all.push({ pick, problem, differs: false });
    }
    return all;
  });
  const claimed = judged.filter(({ pick, problem }) => !pick.isDone && problem === null);
  const tried = new Set<Judged>();
  const call = { operation: "adopt", deadlineMs: 60_000 };
  try {
    if (claimed.length > 0)
      await composition().routers.use(ctx, account, call, async (line) => {
        for (const one of claimed) await tag(line, router, one, () => tried.add(one));
      });
  } catch (error) {
    // What may have been written is kept as begun: it is finished or undone, never forgotten.
    const untouched = claimed.filter((one) => !tried.has(one));
    await inTenant(ctx, (tx) => takeBack(ctx, tx, router.id, untouched));
    throw await noteFailure(ctx, router.id, error);
  }
  await note(ctx, { runId: input.runId, routerId: router.id }, claimed);
  return {
    results: judged.map(({ pick, problem }) => ({ rowId: pick.row.id, problem })),
  };
}

async function tag(
  line: RouterLine,
  router: RouterRow,
  one: Judged,
  willWrite: () => void,
): Promise<void> {
  const { row, access, service } = one.pick;
  const now = await readRow(line, row);
  one.problem = rowProblem(one.pick, now);
  if (one.problem || !access || !now) return;
  one.differs =
    Object.keys(differsOnceAdopted(access, service.desired, router, { menu: row.menu, row: now }))
      .length > 0;
  if (isOurs(now.comment, access)) return willWrite();
  const comment = commentOf(access, humanOf(one.pick));
  willWrite();
  try {
    await line.run(`${row.menu}/set`, { attributes: { ".id": row.rowId, comment } });
  } catch (error) {
    if (!(error instanceof RouterRefusal) || error.isPermission) throw error;
    one.problem = "router_refused";
    return;
  }
  const after = await readRow(line, row);
  if (!after || !isOurs(after.comment, access)) one.problem = after ? "row_changed" : "row_gone";
}

const note = (
  ctx: Ctx,
  { runId, routerId }: { runId: string; routerId: string },
  claimed: readonly Judged[],
): Promise<void> =>
  inTenant(ctx, async (tx) => {
    const done = claimed.filter(({ problem }) => problem === null);
    await takeBack(
      ctx,
      tx,
      routerId,
      claimed.filter(({ problem }) => problem !== null),
    );
    if (done.length === 0) return;
    const services = sql.param(done.map(({ pick }) => pick.service.serviceId));
    const rowIds = sql.param(done.map(({ pick }) => pick.row.rowId));
    await tx.execute(sql`update reconcile_rows set outcome = 'adopted' where tenant_id = ${ctx.tenantId}
      and id = any(${sql.param(done.map(({ pick }) => pick.row.id))}::uuid[])`);
    await tx.execute(sql`update row_decisions set decision = 'adopted'
      where tenant_id = ${ctx.tenantId} and service_id = any(${services}::uuid[])`);
    await tx.execute(sql`update router_accesses a set adoption = 'adopted', row_id = n.row_id
      from unnest(${services}::uuid[], ${rowIds}::text[]) as n(service_id, row_id)
      where a.tenant_id = ${ctx.tenantId} and a.service_id = n.service_id`);
    const same = done.filter(({ differs }) => !differs);
    await askAgain(
      ctx,
      tx,
      same.map(({ pick }) => pick.service.serviceId),
      "adopt",
    );
    // What the foreign row kept from going out goes out now.
    await replayLane(ctx, tx, sql`c.service_id = any(${services}::uuid[])`);
    tell(ctx, { runId, routerId }, done);
  });

function tell(
  ctx: Ctx,
  { runId, routerId }: { runId: string; routerId: string },
  done: readonly Judged[],
): void {
  record(ctx, "router.rowsAdopted", {
    entity: { type: "router", id: routerId },
    payload: { runId, rows: done.length },
  });
  for (const { pick } of done) {
    const { serviceId, number, customerId } = pick.service;
    record(ctx, "service.rowAdopted", {
      entity: { type: "service", id: serviceId },
      payload: { number, customerId, routerId, menu: pick.row.menu },
    });
  }
}

/** What was claimed and not written is as it was. */
async function takeBack(
  ctx: Ctx,
  tx: Tx,
  routerId: string,
  refused: readonly Judged[],
): Promise<void> {
  const { rows } = await tx.execute<Decision>(sql`
    select id, service_id as "serviceId", previous from row_decisions where tenant_id = ${ctx.tenantId}
      and router_id = ${routerId} and decision = 'adopting'
      and service_id = any(${sql.param(refused.map(({ pick }) => pick.service.serviceId))}::uuid[])`);
  await giveBack(ctx, tx, rows);
}
