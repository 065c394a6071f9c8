import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { NotFound } from "@/server/kernel/errors";
import type { Binding } from "@/server/modules/subscriptions/rebind-services";
import type { EnforcementState } from "@/server/modules/subscriptions/rules/desired-state";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { loadAccesses } from "../../internal/load-accesses";
import { readRun } from "../../internal/reconcile-dto";
import { fetchRouter, type RouterRow } from "../../internal/router-row";
import { type Access, MAIN_MENU, type Menu } from "../../rules/access";
import { type Found, type Place, placeOf } from "../../rules/adoption";
import { type PlanRate, rateLimit } from "../../rules/rate";
import type { AdoptionProblem, PicksInput } from "../schema";

type FoundRow = {
  id: string;
  menu: Menu;
  rowId: string;
  label: string;
  found: Found;
  decision: "skipped" | "adopting" | "adopted" | null;
  decidedFor: string | null;
};
type ServiceRow = Binding & {
  number: number;
  customerId: string;
  customerName: string;
  state: string;
  desired: EnforcementState;
  network: PlanRate | null;
  asked: boolean;
  placeRouter: string | null;
  placeRow: string | null;
};
/** A foreign row and the service that shall have it, as our own books know them. */
export type Pick = {
  readonly row: FoundRow;
  readonly service: ServiceRow;
  /** Where the service is, or will be by this row; undefined where the row gives no place. */
  readonly access: Access | undefined;
  /** The place that it gets by this row; undefined: it has one. */
  readonly place: Place | undefined;
  readonly isDone: boolean;
  readonly problem: AdoptionProblem | null;
};
export type Loaded = { readonly router: RouterRow; readonly picks: readonly Pick[] };

/** Rows of a comparison with their services, and what speaks against it before the router is asked. Throws `NotFound`. */
export async function loadPicks(ctx: Ctx, { runId, picks }: PicksInput): Promise<Loaded> {
  const { router, rows, services } = await inTenant(ctx, async (tx) => {
    const { routerId } = await readRun(ctx, tx, runId);
    return {
      router: await fetchRouter(ctx, tx, routerId),
      rows: await readRows(
        ctx,
        tx,
        { runId, routerId },
        picks.map(({ rowId }) => rowId),
      ),
      services: await readServices(
        ctx,
        tx,
        picks.map(({ serviceId }) => serviceId),
      ),
    };
  });
  const here = [...services.values()].filter(({ placeRouter }) => placeRouter === router.id);
  const accesses = await loadAccesses(
    ctx,
    router.id,
    here.map(({ serviceId }) => serviceId),
  );
  const asked = Map.groupBy(picks, ({ serviceId }) => serviceId);
  const loaded = picks.map(({ rowId, serviceId }): Pick => {
    const [row, service] = [rows.get(rowId), services.get(serviceId)];
    if (!row) throw new NotFound("reconcileRow");
    if (!service) throw new NotFound("service");
    const known = accesses.get(serviceId);
    const place = known ? undefined : placeOf(row.menu, row.found, router);
    const access = known ?? (place && accessOf(ctx, router, service, place));
    const isDone = row.decision === "adopted" && row.decidedFor === serviceId;
    const twice = (asked.get(serviceId)?.length ?? 0) > 1;
    const problem = isDone ? null : problemOf(router, { row, service, access, twice });
    return { row, service, access, place, isDone, problem };
  });
  return { router, picks: await inTenant(ctx, (tx) => withTaken(ctx, tx, router.id, loaded)) };
}

const withTaken = async (ctx: Ctx, tx: Tx, routerId: string, picks: readonly Pick[]) => {
  const judged: Pick[] = [];
  for (const one of picks)
    judged.push({ ...one, problem: one.problem ?? (await takenProblem(ctx, tx, routerId, one)) });
  return judged;
};

/** One name and one address for each service of a router: a second one would be cut with the first. */
export async function takenProblem(
  ctx: Ctx,
  tx: Tx,
  routerId: string,
  { place, service }: Pick,
): Promise<AdoptionProblem | null> {
  if (!place) return null;
  const { method, userName, address } = place;
  const { rows } = await tx.execute<{ named: boolean }>(sql`
    select (method = ${method} and user_name = ${userName}) as named from router_accesses
    where tenant_id = ${ctx.tenantId} and router_id = ${routerId} and service_id <> ${service.serviceId}
      and ((method = ${method} and user_name = ${userName}) or address = ${address}) limit 1`);
  if (!rows[0]) return null;
  return rows[0].named ? "name_taken" : "place_address_taken";
}

function problemOf(
  router: RouterRow,
  { row, service, access, twice }: Omit<Pick, "problem" | "isDone" | "place"> & { twice: boolean },
): AdoptionProblem | null {
  const begun = row.decision === "adopting" && row.decidedFor === service.serviceId;
  if (service.state === "terminated" || service.state === "cancelled") return "service_ended";
  if (service.placeRouter && service.placeRouter !== router.id) return "service_elsewhere";
  if (row.decidedFor && row.decidedFor !== service.serviceId) return "row_taken";
  if (service.placeRow && !begun) return "service_has_row";
  if (twice) return "service_twice";
  return access && MAIN_MENU[access.method] === row.menu ? null : "row_unfit";
}

const accessOf = (ctx: Ctx, router: RouterRow, service: ServiceRow, place: Place): Access => ({
  ...{ tenantId: ctx.tenantId, serviceId: service.serviceId, number: service.number },
  ...{ human: service.customerName, secret: undefined, rowId: null, cutMethod: router.cutMethod },
  ...place,
  rate:
    place.rate ??
    (service.network?.downKbps && service.network.upKbps ? rateLimit(service.network) : null),
});

async function readRows(
  ctx: Ctx,
  tx: Tx,
  { runId, routerId }: { runId: string; routerId: string },
  ids: readonly string[],
): Promise<Map<string, FoundRow>> {
  const { rows } = await tx.execute<FoundRow>(sql`
    select d.id, d.menu, d.row_id as "rowId", d.label, d.found, p.decision,
      case when p.decision <> 'skipped' then p.service_id end as "decidedFor"
    from reconcile_rows d left join row_decisions p on p.tenant_id = d.tenant_id and p.router_id = ${routerId}
      and p.menu = d.menu and p.row_id = d.row_id
    where d.tenant_id = ${ctx.tenantId} and d.run_id = ${runId} and d.kind = 'foreign' and d.row_id is not null
      and d.id = any(${sql.param(ids)}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row]));
}

async function readServices(
  ctx: Ctx,
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, ServiceRow>> {
  const { rows } = await tx.execute<ServiceRow>(sql`
    select s.id as "serviceId", s.number, s.customer_id as "customerId", k.name as "customerName", s.state, s.desired, s.observed,
      s.enforcement_kind as kind, s.integration_id as "integrationId", s.enforcement_ref as ref, i.network,
      a.router_id as "placeRouter", a.row_id as "placeRow",
      exists (select 1 from enforcement_commands c where c.tenant_id = s.tenant_id and c.service_id = s.id
        and c.status in ('pending', 'applied') and c.integration_id = a.router_id) as asked
    from services s
    join customers k on k.tenant_id = s.tenant_id and k.id = s.customer_id
    join catalog_items i on i.tenant_id = s.tenant_id and i.id = s.item_id
    left join router_accesses a on a.tenant_id = s.tenant_id and a.service_id = s.id
    where s.tenant_id = ${ctx.tenantId} and s.id = any(${sql.param(ids)}::uuid[])`);
  return new Map(rows.map((row) => [row.serviceId, row]));
}
