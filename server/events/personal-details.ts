import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { eventDetails } from "@/db/schema/audit";
import { canonicalJson } from "@/server/kernel/canonical-json";
import { newId } from "@/server/kernel/ids";
import { openJsonBytes, sealEachJson } from "@/server/secrets/seal";
import type { Scope } from "@/server/tenancy/scope";
import type { PersonalDetails } from "./record";

const schema = z.object({ salt: z.string(), data: z.unknown() });
const place = (rowId: string) => ({ table: "event_details", column: "sealed", rowId });

/** What the chain keeps of personal data: sha256 hex over salt and canonical JSON; says nothing once the salt is gone. */
export const commitmentOf = ({ salt, data }: PersonalDetails): string =>
  createHash("sha256")
    .update(`${salt}\n${canonicalJson(data)}`)
    .digest("hex");

/**
 * Writes the scope's personal data, sealed, beside its facts (whose rows follow: the key is checked at commit). One
 * statement a tenant, however many facts an import states.
 */
export async function storePersonalDetails({ tx, events }: Scope): Promise<void> {
  const named = events.filter(({ personal }) => personal);
  for (const [tenantId, facts] of Map.groupBy(named, ({ ctx }) => ctx.tenantId)) {
    const rows = facts.map(({ id, personal }) => ({ id: newId(), eventId: id, personal }));
    const given = rows.map(({ id, personal }) => ({ place: place(id), value: personal }));
    const sealed = await sealEachJson({ tenantId }, tx, given);
    await tx.execute(sql`
      insert into event_details (id, tenant_id, event_id, sealed)
      select id, ${tenantId}::uuid, event_id, convert_to(sealed, 'UTF8')
      from unnest(${sql.param(rows.map(({ id }) => id))}::uuid[],
        ${sql.param(rows.map(({ eventId }) => eventId))}::uuid[],
        ${sql.param(sealed)}::text[]) as r (id, event_id, sealed)`);
  }
}

/** Opens an event's personal data; undefined when it has none or it was erased. */
export async function openPersonalDetails(
  tx: Tx,
  tenantId: string,
  eventId: string,
): Promise<PersonalDetails | undefined> {
  const [row] = await tx
    .select({ id: eventDetails.id, sealed: eventDetails.sealed })
    .from(eventDetails)
    .where(and(eq(eventDetails.tenantId, tenantId), eq(eventDetails.eventId, eventId)));
  if (!row) return undefined;
  return schema.parse(await openJsonBytes({ tenantId }, tx, place(row.id), row.sealed));
}
