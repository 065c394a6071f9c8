import { sql } from "drizzle-orm";
import type { Scope } from "@/server/tenancy/scope";
import { eventBody } from "./event-body";

/**
 * Appends the scope's facts to the tenant's chain in one statement. Returns whether a delivery must be asked for: false
 * while one is under way, which will find these facts too.
 */
export async function appendEvents(scope: Scope): Promise<boolean> {
  const facts = scope.events;
  if (facts.length === 0) return false;
  const { rows } = await scope.tx.execute<{ due: boolean }>(sql`select app.append_events(
    ${sql.param(facts.map((fact) => fact.id))}::uuid[],
    ${sql.param(facts.map((fact) => fact.name))}::text[],
    ${sql.param(facts.map((fact) => fact.entity.type))}::text[],
    ${sql.param(facts.map((fact) => fact.entity.id))}::text[],
    ${sql.param(facts.map((fact) => fact.ctx.now.toISOString()))}::timestamptz[],
    ${facts.map(eventBody).join("\n")}::text) as due`);
  return rows[0]?.due === true;
}
