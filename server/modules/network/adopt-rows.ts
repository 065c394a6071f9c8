import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import { askAgain } from "@/server/modules/subscriptions/bind-enforcement";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { loadAccesses } from "./internal/load-accesses";
import { noteFailure } from "./internal/note-seen";
import { readRun } from "./internal/reconcile-dto";
import { openRouter } from "./internal/router-row";
import type { RouterLine } from "./port";
import { type Access, MAIN_MENU } from "./rules/access";
import { commentOf, readTag } from "./rules/ownership";
import type { AdoptRowsInput, ReconcileDto } from "./schema";

type Found = { id: string; menu: string; rowId: string; label: string; serviceId: string };

/**
 * Takes rows that people made by hand over as a service's own: only the ones named here, only where the name is the
 * service's and nobody tagged the row since. Their comment becomes our tag; the rest follows by command. Throws `NotFound`.
 */
export async function adoptRows(
  ctx: Ctx,
  { runId, rowIds }: AdoptRowsInput,
): Promise<ReconcileDto> {
  authorize(ctx, "router.reconcile");
  const { routerId, found } = await load(ctx, runId, rowIds);
  const { account } = await openRouter(ctx, routerId);
  const accesses = await loadAccesses(
    ctx,
    routerId,
    found.map(({ serviceId }) => serviceId),
  );
  let adopted: Found[];
  try {
    const call = { operation: "adopt", deadlineMs: 60_000 };
    adopted = await composition().routers.use(ctx, account, call, async (line) => {
      const done: Found[] = [];
      for (const row of found) {
        const access = accesses.get(row.serviceId);
        if (access && (await adopt(line, access, row))) done.push(row);
      }
      return done;
    });
  } catch (error) {
    throw await noteFailure(ctx, routerId, error);
  }
  return note(ctx, { runId, routerId }, adopted);
}

async function load(ctx: Ctx, runId: string, rowIds: readonly string[]) {
  return inTenant(ctx, async (tx) => {
    const { routerId } = await readRun(ctx, tx, runId);
    const { rows } = await tx.execute<Found>(sql`
      select id, menu, row_id as "rowId", label, service_id as "serviceId" from reconcile_rows
      where tenant_id = ${ctx.tenantId} and run_id = ${runId} and id = any(${sql.param(rowIds)}::uuid[])
        and kind = 'foreign' and outcome = 'open' and service_id is not null and row_id is not null`);
    if (rows.length === 0) throw new NotFound("reconcileRow");
    return { routerId, found: rows };
  });
}

async function adopt(line: RouterLine, access: Access, { menu, rowId }: Found): Promise<boolean> {
  if (menu !== MAIN_MENU[access.method]) return false;
  const { rows } = await line.run(`${menu}/print`, { queries: [`?.id=${rowId}`] });
  const row = rows.find((one) => one[".id"] === rowId);
  const same =
    access.method === "dhcp"
      ? row?.["mac-address"]?.toUpperCase() === access.mac
      : row?.name === access.userName;
  if (!row || !same || readTag(row.comment)) return false;
  const comment = commentOf(access, `#${access.number} ${access.human}`);
  await line.run(`${menu}/set`, { attributes: { ".id": rowId, comment } });
  return true;
}

const note = (
  ctx: Ctx,
  { runId, routerId }: { runId: string; routerId: string },
  adopted: readonly Found[],
): Promise<ReconcileDto> =>
  inTenant(ctx, async (tx) => {
    const column = (key: keyof Found) => sql.param(adopted.map((row) => row[key]));
    await tx.execute(sql`update reconcile_rows set outcome = 'adopted'
      where tenant_id = ${ctx.tenantId} and id = any(${column("id")}::uuid[])`);
    await tx.execute(sql`update router_accesses a set adoption = 'adopted', row_id = n.row_id
      from unnest(${column("serviceId")}::uuid[], ${column("rowId")}::text[]) as n(service_id, row_id)
      where a.tenant_id = ${ctx.tenantId} and a.service_id = n.service_id`);
    await askAgain(
      ctx,
      tx,
      adopted.map(({ serviceId }) => serviceId),
      "adopt",
    );
    record(ctx, "router.rowsAdopted", {
      entity: { type: "router", id: routerId },
      payload: { runId, rows: adopted.length },
    });
    return readRun(ctx, tx, runId);
  });
