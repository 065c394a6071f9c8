import { sql } from "drizzle-orm";
import { canonicalJson } from "@/server/kernel/canonical-json";
import type { Scope } from "@/server/tenancy/scope";
import { catalog } from "./catalog";
import { commitmentOf } from "./personal-details";
import type { PendingEvent } from "./record";

/** Appends the scope's facts to the tenant's chain in one statement. */
export async function appendEvents(scope: Scope): Promise<void> {
  const facts = scope.events;
  if (facts.length === 0) return;
  await scope.tx.execute(sql`select app.append_events(
    ${sql.param(facts.map((fact) => fact.id))}::uuid[],
    ${sql.param(facts.map((fact) => fact.name))}::text[],
    ${sql.param(facts.map((fact) => fact.entity.type))}::text[],
    ${sql.param(facts.map((fact) => fact.entity.id))}::text[],
    ${sql.param(facts.map((fact) => fact.ctx.now.toISOString()))}::timestamptz[],
    ${sql.param(facts.map(eventBody))}::text[])`);
}

/** The text that is hashed: everything the fact says, in canonical JSON. */
function eventBody(fact: PendingEvent): string {
  const { ctx, personal } = fact;
  return canonicalJson({
    id: fact.id,
    tenant: ctx.tenantId,
    name: fact.name,
    version: catalog[fact.name].version,
    at: ctx.now.toISOString(),
    actor: ctx.actor,
    entity: fact.entity,
    request: ctx.requestId,
    payload: fact.payload,
    ...(personal && { personal: { commitment: commitmentOf(personal) } }),
  });
}
