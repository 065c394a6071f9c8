import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { transition } from "@/server/kernel/state-machine";
import type { Ctx } from "@/server/tenancy/context";
import type { Observation } from "../../enforcement/port";
import { type EnforcementState, eventOfProof } from "../../rules/desired-state";
import { FAILS_AFTER, retryAt } from "../../rules/retry-at";
import { serviceMachine } from "../../rules/service-machine";
import { wakeEnforcement } from "../ask-enforcement";
import { type LockedService, lockServices } from "../lock-services";

/** How an attempt ended: what was seen, what failed, or that a person has it now. */
export type Attempt =
  | { readonly seen: Observation }
  | { readonly failed: string; readonly retryAfterSeconds?: number | undefined }
  | { readonly waits: true };

type CommandRow = {
  id: string;
  serviceId: string;
  status: string;
  desired: EnforcementState;
  kind: string;
  attempts: number;
  requestedAt: string;
};

/**
 * Writes down how an attempt ended, in the open transaction. What was seen is noted whatever the command has become;
 * only the open command's own desired state, seen, is a proof. Returns whether it was one.
 */
export async function settleCommand(
  ctx: Ctx,
  tx: Tx,
  { serviceId, commandId, at }: { serviceId: string; commandId: string; at: Date },
  attempt: Attempt,
): Promise<boolean> {
  const [service] = await lockServices(ctx, tx, [serviceId]);
  const command = await lockCommand(ctx, tx, commandId);
  if (!service || !command) return false;
  if ("seen" in attempt) await noteObserved(ctx, tx, serviceId, attempt.seen, at);
  const open = command.status === "pending" || command.status === "applied";
  if (!open) {
    await tx.execute(sql`update enforcement_commands set in_flight_until = null,
      proof = coalesce(${"seen" in attempt ? JSON.stringify(proofOf(attempt.seen, at)) : null}::jsonb, proof)
      where tenant_id = ${ctx.tenantId} and id = ${commandId}`);
    // What replaced it waited for this one to land.
    wakeEnforcement(ctx);
    return false;
  }
  if ("seen" in attempt && attempt.seen.state === command.desired) {
    await prove(ctx, tx, service, command, attempt.seen, at);
    return true;
  }
  await stayOpen(ctx, tx, service, command, attempt, at);
  return false;
}

async function lockCommand(ctx: Ctx, tx: Tx, id: string): Promise<CommandRow | undefined> {
  const { rows } = await tx.execute<CommandRow>(sql`
    select id, service_id as "serviceId", status, desired, kind, attempts, requested_at::text as "requestedAt"
    from enforcement_commands where tenant_id = ${ctx.tenantId} and id = ${id} for update`);
  return rows[0];
}

const proofOf = ({ state, evidence }: Observation, at: Date) => ({
  ...evidence,
  state,
  at: at.toISOString(),
});

async function noteObserved(ctx: Ctx, tx: Tx, serviceId: string, seen: Observation, at: Date) {
  await tx.execute(sql`update services set observed = ${seen.state}, observed_at = ${at.toISOString()}::timestamptz
    where tenant_id = ${ctx.tenantId} and id = ${serviceId}`);
}

async function prove(
  ctx: Ctx,
  tx: Tx,
  service: LockedService,
  command: CommandRow,
  seen: Observation,
  at: Date,
): Promise<void> {
  const now = sql`${at.toISOString()}::timestamptz`;
  await tx.execute(sql`update enforcement_commands set status = 'proven', proven_at = ${now}, in_flight_until = null,
    applied_at = coalesce(applied_at, ${now}), next_attempt_at = null, last_error = null,
    proof = ${JSON.stringify(proofOf(seen, at))}::jsonb
    where tenant_id = ${ctx.tenantId} and id = ${command.id}`);
  const event = eventOfProof(service.state, service.desired, seen.state);
  if (!event) return;
  const state = transition("service", serviceMachine, service.state, event);
  await tx.execute(sql`update services set state = ${state}, version = version + 1, updated_at = ${now}
    where tenant_id = ${ctx.tenantId} and id = ${service.id}`);
  const seconds = Math.max(0, (at.getTime() - new Date(command.requestedAt).getTime()) / 1000);
  record(ctx, event === "proveOff" ? "service.suspended" : "service.reconnected", {
    entity: { type: "service", id: service.id },
    payload: { ...factOf(service), commandId: command.id, kind: command.kind, seconds },
  });
}

const factOf = ({ number, customerId }: LockedService) => ({ number, customerId });

async function stayOpen(
  ctx: Ctx,
  tx: Tx,
  service: LockedService,
  command: CommandRow,
  attempt: Attempt,
  at: Date,
): Promise<void> {
  const waits = "waits" in attempt;
  const error = waits ? null : "seen" in attempt ? `seen_${attempt.seen.state}` : attempt.failed;
  const wait = "failed" in attempt ? attempt.retryAfterSeconds : undefined;
  const next = waits ? null : retryAt(at, command.attempts, wait).toISOString();
  // Asked for and not (yet) so: `applied` tells it from one that never got through.
  const status = "failed" in attempt ? command.status : "applied";
  await tx.execute(sql`update enforcement_commands set in_flight_until = null, last_error = ${error},
    next_attempt_at = ${next}::timestamptz, status = ${status},
    applied_at = case when ${status} = 'applied' then coalesce(applied_at, ${at.toISOString()}::timestamptz) end,
    proof = coalesce(${"seen" in attempt ? JSON.stringify(proofOf(attempt.seen, at)) : null}::jsonb, proof)
    where tenant_id = ${ctx.tenantId} and id = ${command.id}`);
  if (error !== null && command.attempts === FAILS_AFTER)
    record(ctx, "service.enforcementFailed", {
      entity: { type: "service", id: service.id },
      payload: {
        ...factOf(service),
        commandId: command.id,
        attempts: command.attempts,
        error,
      },
    });
}
