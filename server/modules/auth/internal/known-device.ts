import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { devices } from "@/db/schema/auth";
import { countryOf } from "@/server/auth/country-of";
import type { Ctx } from "@/server/tenancy/context";
import { noteSecurity } from "../note-security";

/** Only this is kept of the device cookie. */
export const hashDevice = (token: string): string =>
  createHash("sha256").update(token).digest("hex");

/**
 * Notes the browser that signs in and tells the security log of a new one, or of a country where the person was never
 * seen; not of the very first. Null where the browser keeps no device cookie.
 */
export async function noteDevice(
  tx: Tx,
  ctx: Ctx,
  person: { membershipId: string | null; customerId: string | null },
  sessionId: string,
): Promise<string | null> {
  const { tenantId, now } = ctx;
  if (!ctx.deviceToken) return null;
  const column = person.membershipId ? devices.membershipId : devices.customerId;
  const country = countryOf(ctx.ip);
  const seen = { userAgent: ctx.userAgent ?? null, country, lastSeenAt: now };
  const before = await tx
    .select({ country: devices.country })
    .from(devices)
    .where(and(eq(devices.tenantId, tenantId), ofPerson(person)))
    .limit(200);
  const [row] = await tx
    .insert(devices)
    .values({
      tenantId,
      ...person,
      tokenHash: hashDevice(ctx.deviceToken),
      ...seen,
      firstSeenAt: now,
    })
    .onConflictDoUpdate({
      target: [devices.tenantId, column, devices.tokenHash],
      targetWhere: person.membershipId
        ? sql`membership_id is not null`
        : sql`customer_id is not null`,
      set: seen,
    })
    .returning({ id: devices.id, isNew: sql<boolean>`xmax = 0` });
  if (!row) throw new Error("upsert gave no row");
  const about = {
    ...(person.membershipId && { membershipId: person.membershipId }),
    ...(person.customerId && { customerId: person.customerId }),
    sessionId,
  };
  if (row.isNew && before.length > 0) await noteSecurity(tx, ctx, { kind: "newDevice", ...about });
  const countries = before.map((device) => device.country).filter(Boolean);
  if (country && countries.length > 0 && !countries.includes(country))
    await noteSecurity(tx, ctx, { kind: "newCountry", ...about, details: { country } });
  return row.id;
}

function ofPerson(person: { membershipId: string | null; customerId: string | null }) {
  if (person.membershipId) return eq(devices.membershipId, person.membershipId);
  return person.customerId ? eq(devices.customerId, person.customerId) : sql`false`;
}
