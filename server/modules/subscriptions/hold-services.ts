import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { transition } from "@/server/kernel/state-machine";
import { actorId, type Ctx } from "@/server/tenancy/context";
import { askEnforcement, expireAt } from "./internal/ask-enforcement";
import { type LockedService, lockServices, openHolds } from "./internal/lock-services";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { type Decision, writeServices } from "./internal/write-services";
import { refreshPlain } from "./refresh-plain";
import { desiredState, eventOfHolds, type Hold, type HoldReason } from "./rules/desired-state";
import { isEnded, serviceMachine } from "./rules/service-machine";

export type PlaceHoldsInput = {
  readonly serviceIds: readonly string[];
  readonly reason: HoldReason;
  /** For people: why. */
  readonly note: string;
  /** It lifts itself then; absent: by its own event only. */
  readonly expiresAt?: Date | undefined;
  /** It slows and warns instead of cutting; a hard hold of the same reason makes it hard. */
  readonly soft?: boolean | undefined;
};

export type LiftHoldsInput = Pick<PlaceHoldsInput, "serviceIds" | "reason"> & {
  readonly note?: string | undefined;
};

/**
 * Holds services for a reason, in the open transaction: rows, projections, facts, one enforcement command each and
 * one job for all. A service that is ended, another tenant's, or held for it already is left as it is.
 * Returns the ids that changed.
 */
export async function placeHolds(ctx: Ctx, tx: Tx, input: PlaceHoldsInput): Promise<string[]> {
  const { reason, note, expiresAt, soft = false } = input;
  const locked = await lockServices(ctx, tx, input.serviceIds);
  const live = locked.filter(({ state }) => !isEnded(state));
  if (live.length === 0) return [];
  const { today } = await tenantFacts(ctx, tx);
  const { rows } = await tx.execute<{ id: string }>(sql`
    insert into service_holds (tenant_id, service_id, reason, soft, note, placed_by, placed_at, placed_on, expires_at)
    select ${ctx.tenantId}::uuid, id, ${reason}, ${soft}, ${note}, ${actorId(ctx.actor)},
      ${ctx.now.toISOString()}::timestamptz, ${today}::date, ${expiresAt?.toISOString() ?? null}::timestamptz
    from unnest(${sql.param(live.map(({ id }) => id))}::uuid[]) as given(id)
    on conflict (tenant_id, service_id, reason) where lifted_at is null
      do update set soft = false, note = excluded.note where service_holds.soft and not excluded.soft
    returning service_id as id`);
  if (expiresAt && rows.length > 0) expireAt(ctx, expiresAt);
  return applyHolds(ctx, tx, live, rows, { fact: "service.holdPlaced", reason });
}

/**
 * Lifts one reason, in the open transaction; whatever else holds a service goes on holding it (paying lifts only
 * debt). Idempotent. Returns the ids that changed.
 */
export async function liftHolds(ctx: Ctx, tx: Tx, input: LiftHoldsInput): Promise<string[]> {
  const { reason, note = "" } = input;
  const locked = await lockServices(ctx, tx, input.serviceIds);
  if (locked.length === 0) return [];
  const { today } = await tenantFacts(ctx, tx);
  const { rows } = await tx.execute<{ id: string }>(sql`
    update service_holds set lifted_at = ${ctx.now.toISOString()}::timestamptz, lifted_on = ${today}::date,
      lifted_by = ${actorId(ctx.actor)},
      note = case when ${note} = '' then note else concat_ws(' · ', nullif(note, ''), ${note}::text) end
    where tenant_id = ${ctx.tenantId} and reason = ${reason} and lifted_at is null
      and service_id = any(${sql.param(locked.map(({ id }) => id))}::uuid[])
    returning service_id as id`);
  return applyHolds(ctx, tx, locked, rows, { fact: "service.holdLifted", reason });
}

type Change = { fact: "service.holdPlaced" | "service.holdLifted"; reason: HoldReason };

async function applyHolds(
  ctx: Ctx,
  tx: Tx,
  locked: readonly LockedService[],
  changedRows: readonly { id: string }[],
  { fact, reason }: Change,
): Promise<string[]> {
  const changed = new Set(changedRows.map(({ id }) => id));
  const services = locked.filter(({ id }) => changed.has(id));
  if (services.length === 0) return [];
  const holds = await openHolds(ctx, tx, [...changed]);
  for (const service of services) {
    const open = holds.get(service.id) ?? [];
    record(ctx, fact, {
      entity: { type: "service", id: service.id },
      payload: {
        ...factOf(service),
        reason,
        holds: open.map((hold) => hold.reason),
        desired: desiredState(service.state, open),
      },
    });
  }
  await settleHolds(ctx, tx, services, holds);
  return services.map(({ id }) => id);
}

const factOf = ({ number, customerId }: LockedService) => ({ number, customerId });

/** Brings state, projection and command of locked services in line with the holds that are open. */
export async function settleHolds(
  ctx: Ctx,
  tx: Tx,
  services: readonly LockedService[],
  holds: ReadonlyMap<string, readonly Hold[]>,
): Promise<void> {
  const moves = services.map((service) => decide(service, holds.get(service.id) ?? []));
  await writeServices(ctx, tx, moves);
  await askEnforcement(
    ctx,
    tx,
    moves.filter(needsCommand).map(({ service, desired, holds: open }) => ({
      serviceId: service.id,
      kind: service.kind,
      integrationId: service.integrationId,
      desired,
      reason: open.map(({ reason }) => reason).join(" "),
    })),
  );
  for (const move of moves) stateRequest(ctx, move);
  await refreshPlain(
    ctx,
    tx,
    services.map(({ id }) => id),
  );
}

type Move = Decision & { service: LockedService };

function decide(service: LockedService, holds: readonly Hold[]): Move {
  const event = eventOfHolds(service.state, holds);
  const state = event ? transition("service", serviceMachine, service.state, event) : service.state;
  return { id: service.id, service, state, holds, desired: desiredState(state, holds) };
}

/** A request that waits for its proof needs a command even when what is desired stays the same. */
const needsCommand = ({ service, state, desired }: Move): boolean =>
  desired !== service.desired ||
  (state !== service.state && (state === "suspendRequested" || state === "reconnectRequested"));

function stateRequest(ctx: Ctx, { service, state, holds }: Move): void {
  if (state === service.state) return;
  const entity = { type: "service", id: service.id } as const;
  if (state === "suspendRequested")
    record(ctx, "service.suspendRequested", {
      entity,
      payload: { ...factOf(service), holds: holds.map(({ reason }) => reason) },
    });
  if (state === "reconnectRequested")
    record(ctx, "service.reconnectRequested", { entity, payload: factOf(service) });
}
