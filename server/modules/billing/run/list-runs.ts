import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { selectRuns } from "./internal/run-dto";
import type { ListRunsInput, RunPage } from "./schema";

/** The tenant's runs, newest first, page by page. */
export function listRuns(ctx: Ctx, { cursor, limit }: ListRunsInput): Promise<RunPage> {
  authorize(ctx, "billingRun.read");
  const after = cursor ? sql`r.id < ${cursor}` : sql`true`;
  return inTenant(ctx, async (tx) => {
    const rows = await selectRuns(ctx, tx, after, limit + 1);
    const items = rows.slice(0, limit);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  });
}
