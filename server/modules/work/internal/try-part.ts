import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { TramaError } from "@/server/kernel/errors";
import { openScope } from "@/server/tenancy/scope";

/**
 * Runs a part of the open transaction that may be refused: on a `TramaError` its rows, facts and jobs are taken back and
 * the error is given; any other error ends the whole transaction.
 */
export async function tryPart<T>(
  tx: Tx,
  work: () => Promise<T>,
): Promise<{ value: T } | { refused: TramaError }> {
  const scope = openScope();
  const { length: facts } = scope.events;
  const { length: jobs } = scope.jobs;
  const { length: hooks } = scope.afterCommit;
  await tx.execute(sql`savepoint part`);
  try {
    const value = await work();
    await tx.execute(sql`release savepoint part`);
    return { value };
  } catch (error) {
    if (!(error instanceof TramaError)) throw error;
    await tx.execute(sql`rollback to savepoint part`);
    scope.events.length = facts;
    scope.jobs.length = jobs;
    scope.afterCommit.length = hooks;
    return { refused: error };
  }
}
