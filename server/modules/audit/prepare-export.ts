import { authorize } from "@/server/auth/authorize";
import { readHeadSeq } from "@/server/events/read-events";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { ExportPreview } from "./schema";

/**
 * How many facts an export would hold. The screen asks before it downloads, so that the procedure's demand for a recent
 * proof is met on the page (a download cannot ask); the door demands it too.
 */
export async function prepareExport(ctx: Ctx): Promise<ExportPreview> {
  authorize(ctx, "audit.export");
  return { events: await inTenant(ctx, (tx) => readHeadSeq(tx, ctx.tenantId)) };
}
