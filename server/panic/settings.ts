import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { tenantSettings } from "@/db/schema/tenants";

/** Settings of module `panic`; absent ones take these defaults. */
export const panicSettings = z.object({
  /** Failures within the window that switch panic on. */
  failureThreshold: z.number().int().min(2).max(1000).default(5),
  windowSeconds: z.number().int().min(10).max(86_400).default(300),
  /** How long an automatic switch holds before one command probes. */
  minHoldMinutes: z.number().int().min(1).max(1440).default(15),
});
export type PanicSettings = z.output<typeof panicSettings>;

/** The tenant's panic settings over the defaults. */
export async function readPanicSettings(tx: Tx, tenantId: string): Promise<PanicSettings> {
  const [row] = await tx
    .select({ data: tenantSettings.data })
    .from(tenantSettings)
    .where(and(eq(tenantSettings.tenantId, tenantId), eq(tenantSettings.module, "panic")));
  return panicSettings.parse(row?.data ?? {});
}
