import { sql } from "drizzle-orm";
import { record } from "@/server/events/record";
import { TramaError } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { JobEnvelope } from "./envelope";

/**
 * Puts a job on its tenant's dead-letter list and states `job.failed`. Buried twice (a redelivery) it stays one row;
 * after a replay that failed again the row opens anew.
 */
export async function buryJob(
  ctx: Ctx,
  envelope: Pick<JobEnvelope, "job" | "id" | "payload">,
  failure: { attempts: number; error: unknown },
): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(sql`
      insert into job_dead_letters (tenant_id, name, job_id, payload, error, attempts)
      values (${ctx.tenantId}, ${envelope.job}, ${envelope.id}, ${JSON.stringify(envelope.payload ?? null)}::jsonb,
        ${errorText(failure.error)}, ${failure.attempts})
      on conflict (tenant_id, job_id) do update set status = 'open', error = excluded.error,
        attempts = excluded.attempts, failed_at = now(), resolved_at = null, resolved_by = null
        where job_dead_letters.status <> 'open'
      returning id`);
    const row = rows[0];
    if (!row) return;
    record(ctx, "job.failed", {
      entity: { type: "job", id: envelope.id },
      payload: {
        deadLetterId: row.id,
        name: envelope.job,
        attempts: failure.attempts,
        code: errorCode(failure.error),
      },
    });
  });
}

/** For the person who looks at it; the event holds only the code, since a message may name someone. */
function errorText(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const cause =
    error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : "";
  return `${text}${cause}`.slice(0, 2000);
}

const errorCode = (error: unknown): string =>
  error instanceof TramaError ? error.code : error instanceof Error ? error.name : "unknown";
