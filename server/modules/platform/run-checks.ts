import { sql } from "drizzle-orm";
import { INVARIANTS } from "@/db/checks/invariants";
import { authorize } from "@/server/auth/authorize";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import type { CheckDto } from "./schema";

const EXAMPLES = 5;

/** Asks every invariant of the data over all tenants; each scans, so it runs when a person or a drill asks. */
export async function runChecks(ctx: Ctx): Promise<CheckDto[]> {
  authorize(ctx, "platform.health.read");
  return asPlatform(ctx, "run data checks", async (tx) => {
    const results: CheckDto[] = [];
    for (const { name, sql: query } of INVARIANTS) {
      const { rows } = await tx.execute<{ tenantId: string; what: string }>(
        sql`select tenant_id::text as "tenantId", what from (${sql.raw(query)}) broken`,
      );
      results.push({ name, broken: rows.length, examples: rows.slice(0, EXAMPLES) });
    }
    return results;
  });
}
