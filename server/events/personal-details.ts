import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { eventDetails } from "@/db/schema/audit";
import { canonicalJson } from "@/server/kernel/canonical-json";
import { newId } from "@/server/kernel/ids";
import { openJsonBytes, sealJsonBytes } from "@/server/secrets/seal";
import type { Scope } from "@/server/tenancy/scope";
import type { PersonalDetails } from "./record";

const schema = z.object({ salt: z.string(), data: z.unknown() });
const place = (rowId: string) => ({ table: "event_details", column: "sealed", rowId });

/** What the chain keeps of personal data: sha256 hex over salt and canonical JSON; says nothing once the salt is gone. */
export const commitmentOf = ({ salt, data }: PersonalDetails): string =>
  createHash("sha256")
    .update(`${salt}\n${canonicalJson(data)}`)
    .digest("hex");

/** Writes the scope's personal data, sealed, beside its facts (whose rows follow: the key is checked at commit). */
export async function storePersonalDetails({ tx, events }: Scope): Promise<void> {
  for (const { id: eventId, ctx, personal } of events) {
    if (!personal) continue;
    const id = newId();
    const sealed = await sealJsonBytes(ctx, tx, place(id), personal);
    await tx.insert(eventDetails).values({ id, tenantId: ctx.tenantId, eventId, sealed });
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
