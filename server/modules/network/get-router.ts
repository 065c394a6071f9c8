import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readRouter } from "./internal/router-dto";
import { type CheckDto, checkDto, type RouterIdInput } from "./schema";

/** One router with its last preflight; without one, no findings. Throws `NotFound`. */
export function getRouter(ctx: Ctx, { routerId }: RouterIdInput): Promise<CheckDto> {
  authorize(ctx, "router.read");
  return inTenant(ctx, async (tx) => {
    const router = await readRouter(ctx, tx, routerId);
    const { rows } = await tx.execute<{ ok: boolean; results: unknown }>(sql`
      select ok, results from router_checks where tenant_id = ${ctx.tenantId} and router_id = ${routerId}
      order by id desc limit 1`);
    return checkDto.parse({ router, ok: rows[0]?.ok ?? false, findings: rows[0]?.results ?? [] });
  });
}
