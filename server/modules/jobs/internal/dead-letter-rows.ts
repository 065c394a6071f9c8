import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { jobDeadLetters } from "@/db/schema/jobs";
import type { DeadLetterDto, ListDeadLettersInput } from "../schema";

export const deadLetterColumns = {
  id: jobDeadLetters.id,
  name: jobDeadLetters.name,
  jobId: jobDeadLetters.jobId,
  error: jobDeadLetters.error,
  attempts: jobDeadLetters.attempts,
  status: jobDeadLetters.status,
  failedAt: jobDeadLetters.failedAt,
  resolvedAt: jobDeadLetters.resolvedAt,
  resolvedBy: jobDeadLetters.resolvedBy,
};

type Dated = { failedAt: Date; resolvedAt: Date | null };

/** Instants as the door gives them. */
export const withIsoDates = <R extends Dated>(row: R) => ({
  ...row,
  failedAt: row.failedAt.toISOString(),
  resolvedAt: row.resolvedAt?.toISOString() ?? null,
});

/** Newest failure first; the row named by the cursor ended the page before. */
export function pageFilter(input: ListDeadLettersInput): SQL | undefined {
  const { status, cursor } = input;
  return and(
    eq(jobDeadLetters.status, status),
    cursor
      ? sql`(${jobDeadLetters.failedAt}, ${jobDeadLetters.id}) < (select c.failed_at, c.id from job_dead_letters c where c.id = ${cursor})`
      : undefined,
  );
}

export const newestFirst = [desc(jobDeadLetters.failedAt), desc(jobDeadLetters.id)];

/** The tenant's own page. */
export async function ownDeadLetters(
  tx: Tx,
  tenantId: string,
  input: ListDeadLettersInput,
): Promise<DeadLetterDto[]> {
  const rows = await tx
    .select({ ...deadLetterColumns, payload: jobDeadLetters.payload })
    .from(jobDeadLetters)
    .where(and(eq(jobDeadLetters.tenantId, tenantId), pageFilter(input)))
    .orderBy(...newestFirst)
    .limit(input.limit + 1);
  return rows.map(withIsoDates);
}
