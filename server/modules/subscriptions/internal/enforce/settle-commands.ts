import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import type { EnforcementState } from "../../rules/desired-state";
import { type Attempt, type Outcome, outcomeOf } from "../../rules/outcome-of";
import { wakeEnforcement } from "../ask-enforcement";
import { type LockedService, lockServices } from "../lock-services";

/** A command that was asked for, and how that ended. */
export type Ended = {
  readonly serviceId: string;
  readonly commandId: string;
  readonly attempt: Attempt;
};

type CommandRow = {
  id: string;
  serviceId: string;
  status: string;
  desired: EnforcementState;
  kind: string;
  attempts: number;
  requestedAt: string;
};

type Settled = {
  readonly service: LockedService;
  readonly command: CommandRow;
  readonly attempt: Attempt;
  readonly outcome: Outcome;
};

/**
 * Writes down how a lot's attempts ended, in the open transaction, in as many statements for forty as for one; a service
 * stands in a lot once. What was seen is noted whatever its command has become. Rows are locked in the order of their
 * ids, services first, as everybody does. Gives the commands that were proven; what is not the tenant's is left alone.
 */
export async function settleCommands(
  ctx: Ctx,
  tx: Tx,
  ended: readonly Ended[],
  at: Date,
): Promise<ReadonlySet<string>> {
  const serviceIds = ended.map(({ serviceId }) => serviceId);
  const services = byId(await lockServices(ctx, tx, serviceIds));
  const commands = byId(await lockCommands(ctx, tx, ended));
  const settled = ended.flatMap(({ serviceId, commandId, attempt }): Settled[] => {
    const [service, command] = [services.get(serviceId), commands.get(commandId)];
    if (!service || command?.serviceId !== serviceId) return [];
    return [{ service, command, attempt, outcome: outcomeOf(service, command, attempt, at) }];
  });
  await writeSeen(ctx, tx, settled, at);
  await writeOpen(ctx, tx, settled, at);
  await writeLanded(ctx, tx, settled, at);
  for (const one of settled) stateFacts(ctx, one, at);
  const proven = settled.filter(({ outcome }) => outcome.kind === "proven");
  return new Set(proven.map(({ command }) => command.id));
}

const byId = <T extends { id: string }>(rows: readonly T[]) =>
  new Map(rows.map((row) => [row.id, row]));

async function lockCommands(ctx: Ctx, tx: Tx, ended: readonly Ended[]): Promise<CommandRow[]> {
  if (ended.length === 0) return [];
  const ids = sql.param(ended.map(({ commandId }) => commandId));
  const { rows } = await tx.execute<CommandRow>(sql`
    select id, service_id as "serviceId", status, desired, kind, attempts, requested_at::text as "requestedAt"
    from enforcement_commands where tenant_id = ${ctx.tenantId} and id = any(${ids}::uuid[]) order by id for update`);
  return rows;
}

/** What is so, and the state that a proof brings. */
async function writeSeen(ctx: Ctx, tx: Tx, settled: readonly Settled[], at: Date): Promise<void> {
  const seen = settled.flatMap(({ service, attempt, outcome }) =>
    "seen" in attempt
      ? [{ id: service.id, observed: attempt.seen.state, moved: movedBy(outcome) }]
      : [],
  );
  if (seen.length === 0) return;
  const now = sql`${at.toISOString()}::timestamptz`;
  await tx.execute(sql`
    update services s set observed = d.observed, observed_at = ${now}, state = coalesce(d.moved, s.state),
      version = s.version + (d.moved is not null)::int,
      updated_at = case when d.moved is null then s.updated_at else ${now} end
    from unnest(${sql.param(seen.map(({ id }) => id))}::uuid[], ${sql.param(seen.map(({ observed }) => observed))}::text[],
      ${sql.param(seen.map(({ moved }) => moved))}::text[]) as d(id, observed, moved)
    where s.tenant_id = ${ctx.tenantId} and s.id = d.id`);
}

const movedBy = (outcome: Outcome) => (outcome.kind === "proven" ? (outcome.moved ?? null) : null);

/**
 * Commands that were open: proven now, or asked for again. Named twice, for a table whose statistics are of another day: by
 * the join alone it would be gone through whole for each lot.
 */
async function writeOpen(ctx: Ctx, tx: Tx, settled: readonly Settled[], at: Date): Promise<void> {
  const rows = settled.flatMap(({ command, attempt, outcome }) => {
    if (outcome.kind === "landed") return [];
    const open = outcome.kind === "open" ? outcome : { status: "proven", error: null, next: null };
    return [{ ...open, id: command.id, proof: proofOf(attempt, at) }];
  });
  if (rows.length === 0) return;
  const now = sql`${at.toISOString()}::timestamptz`;
  await tx.execute(sql`
    update enforcement_commands c set status = d.status, in_flight_until = null, last_error = d.error,
      next_attempt_at = d.next, proof = coalesce(d.proof::jsonb, c.proof),
      proven_at = case when d.status = 'proven' then ${now} else c.proven_at end,
      applied_at = case when d.status in ('applied', 'proven') then coalesce(c.applied_at, ${now}) end
    from unnest(${sql.param(rows.map(({ id }) => id))}::uuid[], ${sql.param(rows.map(({ status }) => status))}::text[],
      ${sql.param(rows.map(({ error }) => error))}::text[], ${sql.param(rows.map(({ next }) => next?.toISOString() ?? null))}::timestamptz[],
      ${sql.param(rows.map(({ proof }) => proof))}::text[]) as d(id, status, error, next, proof)
    where c.tenant_id = ${ctx.tenantId} and c.id = d.id and c.id = any(${sql.param(rows.map(({ id }) => id))}::uuid[])`);
}

/** What replaced these commands waited for them to land. */
async function writeLanded(ctx: Ctx, tx: Tx, settled: readonly Settled[], at: Date): Promise<void> {
  const rows = settled
    .filter(({ outcome }) => outcome.kind === "landed")
    .map(({ command, attempt }) => ({ id: command.id, proof: proofOf(attempt, at) }));
  if (rows.length === 0) return;
  await tx.execute(sql`
    update enforcement_commands c set in_flight_until = null, proof = coalesce(d.proof::jsonb, c.proof)
    from unnest(${sql.param(rows.map(({ id }) => id))}::uuid[],
      ${sql.param(rows.map(({ proof }) => proof))}::text[]) as d(id, proof)
    where c.tenant_id = ${ctx.tenantId} and c.id = d.id`);
  wakeEnforcement(ctx);
}

const proofOf = (attempt: Attempt, at: Date): string | null =>
  "seen" in attempt
    ? JSON.stringify({
        ...attempt.seen.evidence,
        state: attempt.seen.state,
        at: at.toISOString(),
      })
    : null;

function stateFacts(ctx: Ctx, { service, command, outcome }: Settled, at: Date): void {
  const { number, customerId } = service;
  const entity = { type: "service" as const, id: service.id };
  const about = { number, customerId, commandId: command.id };
  if (outcome.kind === "proven" && outcome.moved) {
    const seconds = Math.max(0, (at.getTime() - new Date(command.requestedAt).getTime()) / 1000);
    const name = outcome.moved === "suspended" ? "service.suspended" : "service.reconnected";
    record(ctx, name, { entity, payload: { ...about, kind: command.kind, seconds } });
  }
  if (outcome.kind === "open" && outcome.fails)
    record(ctx, "service.enforcementFailed", {
      entity,
      payload: { ...about, attempts: command.attempts, error: outcome.error ?? "" },
    });
}
