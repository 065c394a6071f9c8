import { sql } from "drizzle-orm";
import { z } from "zod";
import { composition } from "@/server/composition";
import { GatewayProblem } from "@/server/integrations/payments/schema";
import { defineJob } from "@/server/jobs/define-job";
import { newId } from "@/server/kernel/ids";
import { log } from "@/server/log";
import { openIntegration } from "@/server/modules/integrations/open-integration";
import { reportHealth } from "@/server/modules/integrations/report-health";
import { notifyStaff } from "@/server/modules/notifications/notify-staff";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { openGateway } from "../open-gateway";
import { keepLeave } from "./keep-leave";

/** A leave is good for half a year; it is renewed a month before. */
const BEFORE_MS = 30 * 86_400_000;
/** While one asks for a new pair, nobody else does: the old one is worthless from then on. */
const CLAIM_MS = 15 * 60_000;
type Leave = { id: string; until: string | null };

/**
 * Daily: each leave that a seller gave is tried by a read, and renewed before it ends. One that the seller took back, or
 * that MercadoPago no longer takes, makes its account unhealthy, and those who can give it anew are told.
 */
export const keepLeaves = defineJob({
  name: "payments.keepLeaves",
  schema: z.object({}).loose(),
  handle: async (ctx, _, { signal }) => {
    const { rows } = await inTenant(ctx, (tx) =>
      tx.execute<Leave>(sql`
        select id, config ->> 'leaveUntil' as until from integrations
        where tenant_id = ${ctx.tenantId} and vendor = 'mercadopago' and enabled
          and config ->> 'byLeave' = 'true' order by id`),
    );
    for (const leave of rows) {
      if (signal.aborted) return;
      const soon = Date.parse(leave.until ?? "") - BEFORE_MS < ctx.now.getTime();
      await (soon || leave.until === null ? renew(ctx, leave.id) : probe(ctx, leave.id));
    }
  },
});

async function probe(ctx: Ctx, integrationId: string): Promise<void> {
  try {
    const { gateway, account } = await openGateway(ctx, integrationId);
    await gateway.lookUp(ctx, account, { kind: "reference", reference: newId() });
    await reportHealth(ctx, integrationId, "ok");
  } catch (error) {
    if (isEnd(error)) return end(ctx, integrationId);
    log.warn({ err: error, integration: integrationId }, "leave not tried");
  }
}

async function renew(ctx: Ctx, integrationId: string): Promise<void> {
  const { sellers } = composition();
  if (!sellers || !(await claim(ctx, integrationId))) return;
  const { credentials } = await openIntegration(ctx, integrationId);
  try {
    const grant = { refreshToken: credentials["refreshToken"] ?? "" };
    await keepLeave(ctx, integrationId, await sellers.take(ctx, integrationId, grant));
    await reportHealth(ctx, integrationId, "ok");
  } catch (error) {
    if (error instanceof GatewayProblem && error.course === "refused")
      return end(ctx, integrationId);
    log.warn({ err: error, integration: integrationId }, "leave not renewed");
    // Not answered for: the pair may be spent. The old access token is good till its end; tomorrow will tell.
    await reportHealth(ctx, integrationId, "degraded", "leave_unknown");
  }
}

async function claim(ctx: Ctx, integrationId: string): Promise<boolean> {
  const until = new Date(ctx.now.getTime() + CLAIM_MS).toISOString();
  const { rowCount } = await inTenant(ctx, (tx) =>
    tx.execute(sql`
      update integrations set config = config || jsonb_build_object('renewingUntil', ${until}::text)
      where tenant_id = ${ctx.tenantId} and id = ${integrationId}
        and coalesce((config ->> 'renewingUntil')::timestamptz, '-infinity') <= ${ctx.now.toISOString()}::timestamptz`),
  );
  return rowCount === 1;
}

const isEnd = (error: unknown): boolean =>
  error instanceof GatewayProblem && error.course === "refused" && error.reason === "credentials";

/** Said once for each leave that ended. */
async function end(ctx: Ctx, integrationId: string): Promise<void> {
  await reportHealth(ctx, integrationId, "down", "leave_ended");
  const { config } = await openIntegration(ctx, integrationId);
  await inTenant(ctx, (tx) =>
    notifyStaff(ctx, tx, {
      ...{ kind: "gateway_leave_ended", permission: "integration.manage" },
      href: "/settings/integrations",
      dedupeKey: `gateway_leave_ended:${integrationId}:${String(config["leaveUntil"])}`,
    }),
  );
}
