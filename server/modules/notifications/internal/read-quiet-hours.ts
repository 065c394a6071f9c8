import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenants } from "@/db/schema/tenants";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";
import { quietUntil } from "../rules/quiet-until";

/** The tenant's zone and quiet hours. */
export type QuietHours = {
  timeZone: string;
  /** When what is sent at the instant would have to wait until; null: it may go. */
  until(at: Date): Date | null;
};

/** Reads them once for many messages. */
export async function readQuietHours(ctx: Pick<Ctx, "tenantId">, tx: Tx): Promise<QuietHours> {
  const [tenant] = await tx
    .select({ timeZone: tenants.timeZone })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId));
  const timeZone = tenant?.timeZone ?? "UTC";
  const { data } = await readSettings(ctx, tx, "calendar");
  const known = new Map<number, Date | null>();
  return {
    timeZone,
    until: (at) => {
      const minute = Math.floor(at.getTime() / 60_000);
      if (!known.has(minute)) known.set(minute, quietUntil(data, timeZone, at));
      return known.get(minute) ?? null;
    },
  };
}
